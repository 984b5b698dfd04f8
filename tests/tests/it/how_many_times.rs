//! The README's table of lost replies is what happens.

use trunkline_tests::how_many_times::table;

#[test]
fn the_readme_shows_what_happens() {
    let readme = include_str!("../../../README.md");
    let table = table().unwrap();
    assert!(
        readme.contains(&table),
        "README.md is stale; `cargo xtask how-many-times --write` brings it up to date:\n{table}"
    );
}
