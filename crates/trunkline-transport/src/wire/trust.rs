//! Whom to trust: the platform's authorities, and those that the caller adds.

use rustls::client::WantsClientCert;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, ConfigBuilder, WantsVerifier};

type Verified = ConfigBuilder<ClientConfig, WantsClientCert>;

/// Trusts the platform's authorities and `roots`. Here the platform itself verifies.
#[cfg(any(windows, target_vendor = "apple", target_os = "android"))]
pub(super) fn platform(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    roots: Vec<CertificateDer<'static>>,
) -> Result<Verified, String> {
    use std::sync::Arc;

    let provider = Arc::clone(builder.crypto_provider());
    let verifier = rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider)
        .map_err(|e| format!("the platform's certificates cannot be used: {e}"))?;
    Ok(builder
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier)))
}

/// Trusts the platform's authorities and `roots`.
///
/// Here the platform's authorities are a file. Not `rustls-native-certs`, nor the platform verifier, which is built upon it:
/// they read `SSL_CERT_FILE` and `SSL_CERT_DIR` first, so that whoever sets a process's environment could receive the
/// credentials that it sends. Not authorities that are compiled in, either: an administrator's own would be missing.
#[cfg(not(any(windows, target_vendor = "apple", target_os = "android")))]
pub(super) fn platform(
    builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    roots: Vec<CertificateDer<'static>>,
) -> Result<Verified, String> {
    let mut store = rustls::RootCertStore::empty();
    for root in roots {
        let added = store.add(root);
        added.map_err(|e| format!("a root certificate cannot be used: {e}"))?;
    }
    // Among a hundred authorities one that cannot be read is no reason to trust none.
    store.add_parsable_certificates(bundle::read());
    if store.is_empty() {
        return Err("no certificates of authorities were found on this machine; add one".to_owned());
    }
    Ok(builder.with_root_certificates(store))
}

#[cfg(not(any(windows, target_vendor = "apple", target_os = "android")))]
mod bundle {
    use std::path::Path;

    use rustls::pki_types::CertificateDer;
    use rustls::pki_types::pem::PemObject;

    /// Where systems keep the file with all authorities; as Go's `crypto/x509` and `openssl-probe` know them.
    const FILES: [&str; 12] = [
        "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Gentoo, Arch, NixOS
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // Fedora, RHEL 7 and later
        "/etc/pki/tls/certs/ca-bundle.crt",   // RHEL 6
        "/etc/ssl/ca-bundle.pem",             // openSUSE
        "/etc/pki/tls/cacert.pem",            // OpenELEC
        "/etc/ssl/cert.pem",                  // Alpine, OpenBSD
        "/opt/etc/ssl/certs/ca-certificates.crt", // Entware
        "/usr/local/etc/ssl/cert.pem",        // FreeBSD
        "/usr/local/share/certs/ca-root-nss.crt", // DragonFly
        "/etc/openssl/certs/ca-certificates.crt", // NetBSD
        "/etc/certs/ca-certificates.crt",     // Solaris, illumos
        "/etc/ssl/cacert.pem",                // OmniOS
    ];
    /// Where they keep a file for each, if there is no such file.
    const FOLDERS: [&str; 4] = [
        "/etc/ssl/certs",
        "/etc/pki/tls/certs",
        "/usr/local/share/certs",
        "/etc/certs/CA",
    ];

    /// What the first file holds that has any.
    pub(super) fn read() -> Vec<CertificateDer<'static>> {
        let files = FILES.iter().map(|file| certificates(Path::new(file)));
        let folders = FOLDERS.iter().map(|folder| all_of(Path::new(folder)));
        files
            .chain(folders)
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn all_of(folder: &Path) -> Vec<CertificateDer<'static>> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.flat_map(|entry| certificates(&entry.path())).collect()
    }

    fn certificates(file: &Path) -> Vec<CertificateDer<'static>> {
        let found = CertificateDer::pem_file_iter(file).into_iter().flatten();
        found.filter_map(Result::ok).collect()
    }
}
