//! The carriers' clients, for commands that send requests of any kind.

use trunkline::flowroute_v1::FlowrouteV1;
use trunkline::tropo::Tropo;
use trunkline::{Client, Credentials};

use crate::account::{ACCESS_KEY, BASE_URL, Place, SECRET_KEY};
use crate::deeds::Deeds;
use crate::failure::Failure;
use crate::settings::Global;

const TROPO_USERNAME: &str = "TROPO_USERNAME";
const TROPO_PASSWORD: &str = "TROPO_PASSWORD";
const TROPO_URL: &str = "TRUNKLINE_TROPO_URL";

/// A client and where it sends to.
pub(crate) struct Carrier {
    pub(crate) client: Client,
    pub(crate) place: Place,
}

/// Flowroute v2.
pub(crate) fn flowroute(global: &Global, deeds: &Deeds) -> Result<Carrier, Failure> {
    let account = global.account()?;
    Ok(Carrier {
        client: global.flowroute(&account, deeds)?.client().clone(),
        place: account.place(global.base_url.as_deref(), BASE_URL, ACCESS_KEY),
    })
}

/// Flowroute v1, with the same keys.
pub(crate) fn flowroute_v1(global: &Global, deeds: &Deeds) -> Result<Carrier, Failure> {
    let account = global.account()?;
    let [access_key, secret_key] = account.pair([ACCESS_KEY, SECRET_KEY])?;
    let key = access_key.clone();
    let builder = FlowrouteV1::builder(Credentials::new(access_key, secret_key));
    let url = account.url(global.base_url.as_deref(), BASE_URL);
    Ok(Carrier {
        client: global.built(builder, url, &key, deeds)?.client().clone(),
        place: account.place(global.base_url.as_deref(), BASE_URL, ACCESS_KEY),
    })
}

/// Tropo.
pub(crate) fn tropo(global: &Global, deeds: &Deeds) -> Result<Carrier, Failure> {
    let account = global.account()?;
    let [username, password] = account.pair([TROPO_USERNAME, TROPO_PASSWORD])?;
    let key = username.clone();
    let builder = Tropo::builder(Credentials::new(username, password));
    let url = account.url(global.base_url.as_deref(), TROPO_URL);
    Ok(Carrier {
        client: global.built(builder, url, &key, deeds)?.client().clone(),
        place: account.place(global.base_url.as_deref(), TROPO_URL, TROPO_USERNAME),
    })
}
