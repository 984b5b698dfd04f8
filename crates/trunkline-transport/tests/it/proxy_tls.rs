//! Proxies and TLS.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use trunkline_core::{Applied, ErrorKind};
use trunkline_testkit::server::{Act, Server, answer};
use trunkline_transport::{BasicAuth, ClientBuilder, Proxy};

use crate::support::calls::{Buy, Kind, Show};
use crate::support::hasty;

const AUTHORITY: &str = include_str!("tls_fixture/authority.pem");
const CERTIFICATE: &str = include_str!("tls_fixture/server.pem");
const KEY: &str = include_str!("tls_fixture/server.key.pem");

fn acceptor() -> TlsAcceptor {
    let chain: Vec<_> = CertificateDer::pem_slice_iter(CERTIFICATE.as_bytes())
        .map(|c| c.unwrap())
        .collect();
    let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// What a listener that is no [`Server`] has read: one head per entry.
type Heads = Arc<Mutex<Vec<String>>>;

/// Listens, with TLS or without, and lets `serve` have each connection.
async fn listen<F>(
    tls: bool,
    serve: impl Fn(Box<dyn Duplex>, Heads) -> F + Send + Sync + 'static,
) -> (String, Heads)
where
    F: Future<Output = Option<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let heads = Heads::default();
    let log = Arc::clone(&heads);
    tokio::spawn(async move {
        let mut connections = tokio::task::JoinSet::new();
        while let Ok((socket, _)) = listener.accept().await {
            let stream: Box<dyn Duplex> = if tls {
                let Ok(stream) = acceptor().accept(socket).await else {
                    continue;
                };
                Box::new(stream)
            } else {
                Box::new(socket)
            };
            connections.spawn(serve(stream, Arc::clone(&log)));
        }
    });
    (address, heads)
}

async fn head(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut text = Vec::new();
    while !text.ends_with(b"\r\n\r\n") {
        text.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(text).ok()
}

/// Answers everything.
async fn origin(mut stream: Box<dyn Duplex>, heads: Heads) -> Option<()> {
    loop {
        let head = head(&mut stream).await?;
        heads.lock().unwrap().push(head);
        stream
            .write_all(answer(200, "", "origin").as_bytes())
            .await
            .ok()?;
        stream.flush().await.ok()?;
    }
}

/// Opens tunnels and answers whole requests itself.
async fn proxy(mut stream: Box<dyn Duplex>, heads: Heads) -> Option<()> {
    loop {
        let head = head(&mut stream).await?;
        heads.lock().unwrap().push(head.clone());
        if let Some(target) = head.strip_prefix("CONNECT ") {
            let mut onward = TcpStream::connect(target.split(' ').next()?).await.ok()?;
            stream
                .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
                .await
                .ok()?;
            stream.flush().await.ok()?;
            tokio::io::copy_bidirectional(&mut stream, &mut onward)
                .await
                .ok()?;
            return None;
        }
        stream
            .write_all(answer(200, "", "by proxy").as_bytes())
            .await
            .ok()?;
        stream.flush().await.ok()?;
    }
}

fn trusting(url: &str) -> ClientBuilder {
    hasty(url)
        .add_root_certificate(AUTHORITY)
        .authorizer(BasicAuth::new("user", "carrier-secret".into()))
}

/// `user:proxy-secret`
const PROXY_HEADER: &str = "Basic dXNlcjpwcm94eS1zZWNyZXQ=";

#[tokio::test]
async fn tls_with_an_authority_of_ones_own() {
    let (address, heads) = listen(true, origin).await;
    let port = address.rsplit(':').next().unwrap();
    for url in [
        format!("https://{address}"),
        format!("https://localhost:{port}/v2"),
    ] {
        assert_eq!(
            trusting(&url).build().unwrap().send(&Show).await.unwrap(),
            "origin"
        );
    }
    assert!(heads.lock().unwrap()[1].starts_with("GET /v2/things/7 HTTP/1.1\r\n"));
}

#[tokio::test]
async fn an_unknown_certificate_is_refused_at_once_and_proves_that_nothing_was_sent() {
    let (address, heads) = listen(true, origin).await;
    // Any other authority, so that the test needs none of the platform's.
    let builder = hasty(&format!("https://{address}")).add_root_certificate(CERTIFICATE);
    let error = builder.build().unwrap().send(&Buy).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied(), error.attempts()),
        (ErrorKind::ConnectFailed, Applied::No, 1),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains(&format!("the certificate of {address} was not accepted")),
        "{error}"
    );
    assert_eq!(heads.lock().unwrap().len(), 0);

    let builder = hasty(&format!("https://{address}")).danger_accept_invalid_certificates(true);
    assert_eq!(builder.build().unwrap().send(&Buy).await.unwrap(), "origin");
}

/// Whoever sets the environment of a process must not be able to receive the credentials that it sends. Calls itself again,
/// with the variables set: nobody may set them in a process that has threads.
#[tokio::test]
async fn the_environment_adds_no_trust() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/tls_fixture");
    if std::env::var("SSL_CERT_DIR").is_ok_and(|set| set == folder) {
        let (address, heads) = listen(true, origin).await;
        // An authority of one's own as well, so that the test needs none of the platform's.
        let builder = hasty(&format!("https://{address}")).add_root_certificate(CERTIFICATE);
        let error = builder.build().unwrap().send(&Buy).await.unwrap_err();
        assert!(error.to_string().contains("was not accepted"), "{error}");
        assert_eq!(heads.lock().unwrap().len(), 0);
        return;
    }
    let this = std::env::current_exe().unwrap();
    let run = std::process::Command::new(this)
        .args(["--exact", "proxy_tls::the_environment_adds_no_trust"])
        .env("SSL_CERT_FILE", format!("{folder}/authority.pem"))
        .env("SSL_CERT_DIR", folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
async fn a_failed_handshake_proves_that_nothing_was_sent() {
    let server = Server::start([Act::ReadClose]).await;
    // Not TLS at all.
    let (address, _) = listen(false, |mut stream, _| async move {
        stream.write_all(b"220 smtp.example ESMTP\r\n").await.ok()
    })
    .await;
    for (kind, attempts) in [(Kind::Read, 4), (Kind::Once, 4)] {
        let client = trusting(&format!("https://{address}")).build().unwrap();
        let error = kind.send(&client).await.unwrap_err();
        assert_eq!(
            (error.applied(), error.attempts()),
            (Applied::No, attempts),
            "{error}"
        );
    }
    drop(server);
}

#[tokio::test]
async fn roots_that_are_no_certificates() {
    for pem in [
        "",
        "nonsense",
        "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
    ] {
        let error = hasty("https://127.0.0.1:1")
            .add_root_certificate(pem)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    }
}

#[tokio::test]
async fn https_goes_through_a_tunnel() {
    for encrypted in [false, true] {
        let (target, origin_heads) = listen(true, origin).await;
        let (relay, proxy_heads) = listen(encrypted, proxy).await;
        let scheme = if encrypted { "https" } else { "http" };
        let via = Proxy::new(format!("{scheme}://{relay}")).credentials("user", "proxy-secret");
        let client = trusting(&format!("https://{target}")).proxy(via).build().unwrap();
        assert_eq!(client.send(&Show).await.unwrap(), "origin");
        assert_eq!(client.send(&Buy).await.unwrap(), "origin");
        let seen = proxy_heads.lock().unwrap().clone();
        assert_eq!(seen.len(), 2, "one tunnel is reused, the purchase gets its own");
        for head in seen {
            assert!(
                head.starts_with(&format!("CONNECT {target} HTTP/1.1\r\n")),
                "{head}"
            );
            assert!(head.contains(PROXY_HEADER), "{head}");
            assert!(!head.to_ascii_lowercase().contains("\r\nauthorization"), "{head}");
        }
        for head in origin_heads.lock().unwrap().iter() {
            assert!(
                !head.to_ascii_lowercase().contains("proxy-authorization"),
                "{head}"
            );
            assert!(head.contains("/things/7 HTTP/1.1"), "{head}");
        }
    }
}

#[tokio::test]
async fn plain_http_is_handed_to_the_proxy_whole() {
    for encrypted in [false, true] {
        let (relay, heads) = listen(encrypted, proxy).await;
        let scheme = if encrypted { "https" } else { "http" };
        let via = Proxy::new(format!("{scheme}://{relay}/")).credentials("user", "proxy-secret");
        let client = trusting("http://carrier.example/v2")
            .allow_plain_http(true)
            .proxy(via)
            .build()
            .unwrap();
        assert_eq!(client.send(&Show).await.unwrap(), "by proxy");
        let head = heads.lock().unwrap()[0].clone();
        assert!(
            head.starts_with("GET http://carrier.example/v2/things/7 HTTP/1.1\r\n"),
            "{head}"
        );
        assert!(
            head.contains("host: carrier.example\r\n") && head.contains(PROXY_HEADER),
            "{head}"
        );
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_proves_that_nothing_was_sent() {
    let refusing = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
    let server = Server::start([Act::Send(refusing.to_owned())]).await;
    let client = trusting("https://carrier.example")
        .proxy(Proxy::new(server.url()))
        .build()
        .unwrap();
    let error = client.send(&Buy).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied(), error.attempts()),
        (ErrorKind::ConnectFailed, Applied::No, 4),
        "{error}"
    );
    let words = format!(
        "no connection to carrier.example:443 through the proxy {}",
        server.address()
    );
    assert!(error.to_string().contains(&words), "{error}");
}

#[tokio::test]
async fn a_proxy_that_stalls_is_covered_by_the_connect_timeout() {
    let server = Server::start([Act::ReadSilence]).await;
    let client = trusting("https://carrier.example")
        .proxy(Proxy::new(server.url()))
        .connect_timeout(Duration::from_millis(40))
        .build()
        .unwrap();
    let error = client.send(&Buy).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.applied(), error.attempts()),
        (ErrorKind::Timeout, Applied::No, 4),
        "{error}"
    );
    assert!(error.to_string().contains("within 0.04 s"), "{error}");
}

#[test]
fn proxies_that_cannot_be_meant() {
    for url in [
        "",
        "relay",
        "socks5://relay:1080",
        "http://me:hush@relay",
        "http://relay/path",
        "http://relay/?q",
        "http://relay:99999",
        "http://relay:",
    ] {
        let proxy = Proxy::new(url);
        assert!(!format!("{proxy:?}").contains("hush"));
        let error = hasty("http://127.0.0.1:1").proxy(proxy).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
        assert!(!error.to_string().contains("hush"), "{error}");
    }
    let colon = Proxy::new("http://relay").credentials("a:b", "c");
    assert!(hasty("http://127.0.0.1:1").proxy(colon).build().is_err());
}
