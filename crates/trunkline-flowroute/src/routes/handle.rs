//! `flowroute.routes()`.

use http::StatusCode;
use trunkline_core::{Error, ErrorKind, LookUp, Match, Page, PhoneNumber, Result};
use trunkline_transport::{Listing, handle};

use super::{
    ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, DeleteRoute, EdgeStrategy, GetRoute,
    ListEdgeStrategies, ListRoutes, Route, RouteId, SetFailoverRoute, SetPrimaryRoute, UpdateRoute,
};

handle! {
    /// Inbound voice routes.
    pub struct Routes;
}

impl Routes {
    /// Creates a route: once, whatever the network does.
    ///
    /// # Errors
    /// [`Taken`](ErrorKind::Taken) or [`Rejected`](ErrorKind::Rejected) if the alias is taken; nothing was
    /// created.
    ///
    /// # If the outcome is unknown
    /// The creation is never sent again. Within the call's deadline the list is searched for the alias: a route that
    /// leads where it should is returned as created. The error says [`Applied::No`](trunkline_core::Applied::No) only
    /// once the alias has been absent, or has led elsewhere, for the whole settlement window (30 s after the lost reply
    /// by default; see [`CallOptions::settlement_window`](trunkline_transport::CallOptions::settlement_window)). Else
    /// it says [`Applied::Unknown`](trunkline_core::Applied::Unknown), and [`settle`](crate::Flowroute::settle) with
    /// the same request goes on looking later.
    pub async fn create(&self, request: impl Into<CreateRoute>) -> Result<Route> {
        self.0.send(request.into()).await
    }

    /// Lists the routes of the account.
    pub fn list(&self, request: impl Into<ListRoutes>) -> Listing<ListRoutes> {
        self.0.list(request.into())
    }

    /// Shows a route. If the carrier does not know the address of single routes, which it does not document, the route
    /// is looked up in the list.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) if there is none.
    pub async fn get(&self, request: impl Into<GetRoute>) -> Result<Route> {
        let request = request.into();
        match self.0.send(&request).await {
            Err(error) if is_missing(&error) => self.listed(&request.id, error).await,
            result => result,
        }
    }

    /// Changes a route, for all numbers that use it.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) if there is none.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: impl Into<UpdateRoute>) -> Result<Route> {
        self.0.send(request.into()).await
    }

    /// Deletes a route.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) if there is none, [`Conflict`](ErrorKind::Conflict) while a number uses it.
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
        self.0.list(ListEdgeStrategies::new()).page().await
    }

    /// Sends a number's calls to a route.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) if the number is not on the account, or there is no such route.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_primary(&self, number: impl Into<PhoneNumber>, route: impl Into<RouteId>) -> Result<()> {
        self.0.send(SetPrimaryRoute::new(number, route)).await
    }

    /// Clears a number's primary route; it gets no inbound calls then.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn clear_primary(&self, request: impl Into<ClearPrimaryRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Sends a number's calls to a route if its primary route fails.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) if the number is not on the account, or there is no such route.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn set_failover(
        &self,
        number: impl Into<PhoneNumber>,
        route: impl Into<RouteId>,
    ) -> Result<()> {
        self.0.send(SetFailoverRoute::new(number, route)).await
    }

    /// Clears a number's failover route.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) if the number is not on the account.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn clear_failover(&self, request: impl Into<ClearFailoverRoute>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// The route from the list, or `missing` if it is certainly not there either.
    async fn listed(&self, id: &RouteId, missing: Error) -> Result<Route> {
        let found = self
            .list(ListRoutes::new())
            .find(|route| Match::from(route.id == *id));
        match found.await? {
            LookUp::Found(route) => Ok(route),
            LookUp::Inconclusive(why) => Err(missing.with_kind(ErrorKind::Decode).with_hint(why)),
            _ => Err(missing),
        }
    }
}

fn is_missing(error: &Error) -> bool {
    error.is_not_found() || error.status() == Some(StatusCode::METHOD_NOT_ALLOWED)
}
