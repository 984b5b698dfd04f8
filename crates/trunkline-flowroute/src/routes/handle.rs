//! `flowroute.routes()`.

use http::StatusCode;
use trunkline_core::{Endpoint, Error, ErrorKind, Page, Result};
use trunkline_transport::Listing;

use super::{
    ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, DeleteRoute, EdgeStrategy, GetRoute,
    ListEdgeStrategies, ListRoutes, Route, RouteId, SetFailoverRoute, SetPrimaryRoute, UpdateRoute,
};
use crate::Flowroute;
use trunkline_transport::reconcile::written;

/// Inbound voice routes.
#[derive(Clone, Copy, Debug)]
pub struct Routes<'a>(pub(crate) &'a Flowroute);

impl Routes<'_> {
    /// Creates a route: once, whatever the network does.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] or [`ErrorKind::Rejected`] if the alias is taken; nothing was created.
    ///
    /// # If the outcome is unknown
    /// The answer was lost, so the list is searched for the alias: a route that leads where it should is returned as
    /// created; if there is none after a few seconds, none was created, and the error says so
    /// ([`trunkline_core::Applied::No`]). If the list cannot be read, or the alias leads elsewhere, the outcome remains
    /// unknown. The creation itself is never sent again.
    pub async fn create(&self, request: impl Into<CreateRoute>) -> Result<Route> {
        let request = request.into();
        match self.0.send(request.clone()).await {
            Ok(route) => Ok(route),
            Err(error) => written(error, || self.made(&request)).await,
        }
    }

    /// Lists the routes of the account.
    pub fn list(&self, request: impl Into<ListRoutes>) -> Listing<ListRoutes> {
        self.0.list(request.into())
    }

    /// Shows a route. If the carrier does not know the address of single routes, which it does not document, the route
    /// is looked up in the list.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is none.
    pub async fn get(&self, request: impl Into<GetRoute>) -> Result<Route> {
        let request = request.into();
        let id = request.id().clone();
        match self.0.send(request).await {
            Err(error) if is_missing(&error) => self.listed(&id).await?.ok_or(error),
            answer => answer,
        }
    }

    /// Changes a route, for all numbers that use it.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is none.
    pub async fn update(&self, request: impl Into<UpdateRoute>) -> Result<Route> {
        self.0.send(request.into()).await
    }

    /// Deletes a route.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if there is none, [`ErrorKind::Conflict`] while a number uses it.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe: a route that is gone by then was deleted.
    pub async fn delete(&self, request: impl Into<DeleteRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Lists the points of presence that can deliver inbound calls.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`].
    pub async fn edge_strategies(&self) -> Result<Page<EdgeStrategy>> {
        self.0.send(ListEdgeStrategies::new()).await
    }

    /// Sends a number's calls to a route: `set_primary((number, route))`.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the number is not on the account, or there is no such route.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_primary(&self, request: impl Into<SetPrimaryRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Takes a number's primary route away; it gets no inbound calls then.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn clear_primary(&self, request: impl Into<ClearPrimaryRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Sends a number's calls to a route if its primary route fails: `set_failover((number, route))`.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the number is not on the account, or there is no such route.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_failover(&self, request: impl Into<SetFailoverRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Takes a number's failover route away.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn clear_failover(&self, request: impl Into<ClearFailoverRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// The route that `request` makes, from the list. Another route under its alias settles nothing.
    async fn made(&self, request: &CreateRoute) -> Result<Option<Route>> {
        let mut routes = self.list(ListRoutes::new()).items();
        let mut doubt = None;
        loop {
            match routes.try_next().await {
                Ok(Some(route)) if request.made(&route) => return Ok(Some(route)),
                Ok(Some(route)) if route.alias.as_deref() == Some(request.alias()) => {
                    doubt = Some(leads_elsewhere(&route))
                }
                Ok(Some(_)) => {}
                Ok(None) => return doubt.map_or(Ok(None), Err),
                Err(error) => doubt = Some(error),
            }
        }
    }

    async fn listed(&self, id: &RouteId) -> Result<Option<Route>> {
        let mut routes = self.list(ListRoutes::new()).items();
        let mut doubt = None;
        loop {
            match routes.try_next().await {
                Ok(Some(route)) if route.id == *id => return Ok(Some(route)),
                Ok(Some(_)) => {}
                Ok(None) => return doubt.map_or(Ok(None), Err),
                Err(error) => doubt = Some(error),
            }
        }
    }
}

fn is_missing(error: &Error) -> bool {
    error.is_not_found() || error.status() == Some(StatusCode::METHOD_NOT_ALLOWED)
}

fn leads_elsewhere(route: &Route) -> Error {
    let what = format!("route {} has the alias and leads elsewhere", route.id);
    Error::new(&CreateRoute::OPERATION, ErrorKind::InconsistentAnswers, what)
}
