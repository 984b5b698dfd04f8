//! The carriers' APIs and their clients, for commands that are not about one of them.

use bytes::Bytes;
use http::Request;
use trunkline::flowroute::numbers::ListNumbers;
use trunkline::flowroute_v1::FlowrouteV1;
use trunkline::flowroute_v1::numbers::ListNumbers as ListNumbersV1;
use trunkline::tropo::Tropo;
use trunkline::tropo::users::GetUser;
use trunkline::{Client, Credentials, Endpoint, Error};

use crate::account::{ACCESS_KEY, BASE_URL, Place, SECRET_KEY, TROPO_PASSWORD, TROPO_URL, TROPO_USERNAME};
use crate::deeds::Deeds;
use crate::failure::Failure;
use crate::settings::Global;

/// An API of a carrier, and what is needed to call it.
pub(crate) struct Api {
    pub(crate) name: &'static str,
    keys: [&'static str; 2],
    url: &'static str,
    pub(crate) client: fn(&Global, &Deeds) -> Result<Carrier, Failure>,
    /// A read that needs the keys, and answers with little.
    pub(crate) probe: fn(&Client) -> Result<Request<Bytes>, Error>,
}

/// All of them.
static APIS: [Api; 3] = [
    Api {
        name: "flowroute",
        keys: [ACCESS_KEY, SECRET_KEY],
        url: BASE_URL,
        client: flowroute,
        probe: |_| read(&ListNumbers::new().limit(1)),
    },
    Api {
        name: "flowroute-v1",
        keys: [ACCESS_KEY, SECRET_KEY],
        url: BASE_URL,
        client: flowroute_v1,
        probe: |_| read(&ListNumbersV1::new().limit(1)),
    },
    Api {
        name: "tropo",
        keys: [TROPO_USERNAME, TROPO_PASSWORD],
        url: TROPO_URL,
        client: tropo,
        probe: |client| read(&GetUser::new(client.user().unwrap_or_default())),
    },
];

/// The request of a read, which says that it is one.
fn read<E: Endpoint>(endpoint: &E) -> Result<Request<Bytes>, Error> {
    let mut request = endpoint.request()?;
    request.extensions_mut().insert(E::OPERATION);
    Ok(request)
}

/// The APIs for which there are keys; the first one if there are none at all. A base URL on the command line is Flowroute's.
pub(crate) fn in_use(global: &Global) -> Result<Vec<&'static Api>, Failure> {
    let account = global.account()?;
    let has_keys = |api: &&Api| {
        let is_meant = global.base_url.is_none() || api.url == BASE_URL;
        is_meant && api.keys.iter().any(|key| account.get(key).is_some())
    };
    let apis: Vec<&Api> = APIS.iter().filter(has_keys).collect();
    Ok(match apis.is_empty() {
        true => APIS.iter().take(1).collect(),
        false => apis,
    })
}

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
    let keys = account.pair([TROPO_USERNAME, TROPO_PASSWORD])?;
    let url = account.url(global.base_url.as_deref(), TROPO_URL);
    Ok(Carrier {
        client: tropo_with(keys, url, global, deeds)?.client().clone(),
        place: account.place(global.base_url.as_deref(), TROPO_URL, TROPO_USERNAME),
    })
}

/// Tropo, with these keys at this place or else the carrier's own.
pub(crate) fn tropo_with(
    [username, password]: [String; 2],
    url: Option<String>,
    global: &Global,
    deeds: &Deeds,
) -> Result<Tropo, Failure> {
    let key = username.clone();
    let builder = Tropo::builder(Credentials::new(username, password));
    global.built(builder, url, &key, deeds)
}
