//! Every public type can be sent to and shared with other threads.

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    {
        use trunkline_flowroute::*;
        is_send_and_sync::<(Builder, Flowroute, Related<u8, u8>)>();
    }
    {
        use trunkline_flowroute::cdrs::*;
        is_send_and_sync::<(
            CdrExport,
            CdrExportId,
            CdrExportStatus,
            CdrFilterValue,
            Cdrs,
            CreateCdrExport,
        )>();
        is_send_and_sync::<(DownloadCdrs, GetCdrExport, ListCdrExports)>();
    }
    {
        use trunkline_flowroute::cnam::*;
        is_send_and_sync::<(AssociateCnam, Cnam, CnamApi, CnamAssociation, CnamId, CnamState)>();
        is_send_and_sync::<(CreateCnam, DeleteCnam, GetCnam, ListCnams, UnassociateCnam)>();
        is_send_and_sync::<UpdateCnam>();
    }
    {
        use trunkline_flowroute::e911::*;
        is_send_and_sync::<(Address, AddressType, AssociateE911, AssociatedNumber, CreateE911)>();
        is_send_and_sync::<(DeleteE911, E911, E911Api, E911Id, GetE911, ListE911)>();
        is_send_and_sync::<(ListE911Numbers, UnassociateE911, UpdateE911, ValidateE911)>();
    }
    {
        use trunkline_flowroute::messages::*;
        is_send_and_sync::<(DeliveryReceipt, Direction, Encoding, GetMessage, ListMessages)>();
        is_send_and_sync::<(
            Media,
            Message,
            MessageId,
            MessageParty,
            MessageStatus,
            MessageType,
        )>();
        is_send_and_sync::<(Messages, PriceDetails, Segments, SendMessage, SentMessage)>();
        is_send_and_sync::<DownloadMedia>();
        is_send_and_sync::<(Callback, CallbackType, DeleteCallback, GetCallback, GetMedia)>();
        is_send_and_sync::<(GetProvisioning, MessagesVersion, ProvisionMessaging, SetCallback)>();
        is_send_and_sync::<(ProvisionStatus, ProvisionedNumber, ProvisioningTask)>();
    }
    {
        use trunkline_flowroute::numbers::*;
        is_send_and_sync::<(AvailableAreaCode, AvailableExchange, AvailableTier, GetNumber)>();
        is_send_and_sync::<(ListAreaCodes, ListExchanges, ListNumbers, ListTiers)>();
        is_send_and_sync::<(
            MessageProvision,
            NumberStatus,
            NumberType,
            Numbers,
            Offer,
            OrderBy,
        )>();
        is_send_and_sync::<(OwnedNumber, ProvisionId, Purchase, Relationships, Release)>();
        is_send_and_sync::<(SearchNumbers, SortBy, UpdateNumber)>();
        is_send_and_sync::<(GetNumbers, SetNumberCallback)>();
    }
    {
        use trunkline_flowroute::porting::*;
        is_send_and_sync::<(AddPortNumbers, BillingAddress, CancelPortOrder, ChangePortNumbers)>();
        is_send_and_sync::<(
            CheckPortability,
            CreatePortOrder,
            DocumentStatus,
            GetLoa,
            GetPortGroup,
        )>();
        is_send_and_sync::<(GetPortOrder, GetPortOrderStatus, ListPortOrders, Loa, LoaDetails)>();
        is_send_and_sync::<(PortComment, PortDocument, PortDocumentId, PortGroup, PortGroupId)>();
        is_send_and_sync::<(PortGroupStatus, PortNumbersAdded, PortOrder, PortOrderId)>();
        is_send_and_sync::<(PortOrderState, PortOrderSummary, PortPresets, PortStatus)>();
        is_send_and_sync::<(
            Portability,
            Porting,
            Private,
            SignLoa,
            Subscriber,
            UpdatePortOrder,
        )>();
        is_send_and_sync::<(CreateUpload, GetDocument, RegisterDocument, UploadAddress)>();
        is_send_and_sync::<(
            NextStep,
            PortChange,
            PortHints,
            PortWatch,
            UploadDocument,
            UsageType,
        )>();
    }
    {
        use trunkline_flowroute::routes::*;
        is_send_and_sync::<(ClearFailoverRoute, ClearPrimaryRoute, CreateRoute, DeleteRoute)>();
        is_send_and_sync::<(EdgeStrategy, EdgeStrategyId, GetRoute, HostTarget)>();
        is_send_and_sync::<(ListEdgeStrategies, ListRoutes, Route, RouteId, RouteTarget)>();
        is_send_and_sync::<(RouteType, Routes, SetFailoverRoute, SetPrimaryRoute, UpdateRoute)>();
        is_send_and_sync::<UriTarget>();
    }
    {
        use trunkline_flowroute::webhooks::*;
        is_send_and_sync::<(
            Event,
            EventKey,
            LegacyMessage,
            Receipt,
            StatusEvent,
            StatusKind,
            Webhook,
        )>();
        is_send_and_sync::<Confirmation>();
        #[cfg(feature = "axum")]
        is_send_and_sync::<(Delivery, Peer, Posted, Receiver, Refused, WebhookService<u8>)>();
    }
}
