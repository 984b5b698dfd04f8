//! What the sign-up flow of Tropo's suites needs.

pub(crate) mod tropo_books;
pub(crate) mod tropo_signup;
