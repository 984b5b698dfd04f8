//! Every public type can be sent to and shared with other threads.

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    {
        use trunkline_flowroute_v1::*;
        is_send_and_sync::<(BillingMethod, Builder, FlowrouteV1)>();
    }
    {
        use trunkline_flowroute_v1::inventory::*;
        is_send_and_sync::<(AvailableAreaCode, AvailableExchange, Inventory, ListAreaCodes)>();
        is_send_and_sync::<(ListExchanges, Offer, SearchNumbers)>();
    }
    {
        use trunkline_flowroute_v1::numbers::*;
        is_send_and_sync::<(GetNumber, ListNumbers, NumberDetails, Numbers, OwnedNumber)>();
        is_send_and_sync::<(Purchase, RouteRef, UpdateRoutes)>();
    }
    {
        use trunkline_flowroute_v1::routes::*;
        is_send_and_sync::<(CreateRoute, ListRoutes, Route, RouteName, RouteTarget, RouteType)>();
        is_send_and_sync::<Routes>();
    }
    {
        use trunkline_flowroute_v1::signing::*;
        is_send_and_sync::<(Signed, Signer, SigningError)>();
    }
}
