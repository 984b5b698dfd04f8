//! Every public type can be sent to and shared with other threads.

fn is_send_and_sync<T: Send + Sync + 'static>() {}

#[test]
fn public_types_are_send_and_sync() {
    {
        use trunkline_tropo::*;
        is_send_and_sync::<(Builder, Href, Tropo)>();
    }
    {
        use trunkline_tropo::addresses::*;
        is_send_and_sync::<(Address, AddressType, Addresses, AttachAddress, Channel)>();
        is_send_and_sync::<(CreateAddress, CreatedAddress, DeleteAddress, GetAddress, Holder)>();
        is_send_and_sync::<(ListAddresses, ListAllAddresses, ListAvailable, LookUpAddress)>();
        is_send_and_sync::<(MoveAddress, MoveStopped, NewAddress)>();
    }
    {
        use trunkline_tropo::applications::*;
        is_send_and_sync::<(Application, ApplicationId, ApplicationWithAddresses, Applications)>();
        is_send_and_sync::<(CreateApplication, CreatedApplication, DeleteApplication)>();
        is_send_and_sync::<(GetApplication, ListApplications, Partition, Platform)>();
        is_send_and_sync::<UpdateApplication>();
    }
    {
        use trunkline_tropo::catalog::*;
        is_send_and_sync::<(Catalog, Country, CountryId, Exchange, Feature, FeatureId)>();
        is_send_and_sync::<(ListCountries, ListExchanges, ListFeatures, ListPartitions)>();
        is_send_and_sync::<(ListPaymentTypes, ListPlatforms, ListStates, PartitionInfo)>();
        is_send_and_sync::<(PaymentType, PaymentTypeId, PlatformInfo, State, StateId)>();
    }
    {
        use trunkline_tropo::features::*;
        is_send_and_sync::<(DisableFeature, EnableFeature, Features, ListUserFeatures)>();
        is_send_and_sync::<UserFeature>();
    }
    {
        use trunkline_tropo::invitations::*;
        is_send_and_sync::<(CreateInvitation, CreatedInvitation, DeleteInvitation)>();
        is_send_and_sync::<(GetInvitation, Invitation, InvitationCode, Invitations)>();
        is_send_and_sync::<(ListInvitations, UpdateInvitation)>();
    }
    {
        use trunkline_tropo::payments::*;
        is_send_and_sync::<(Balance, BillingAddress, Card, GetBalance, GetPaymentMethod)>();
        is_send_and_sync::<(GetRecurrence, MakePayment, PaymentMethod, Payments, Recurrence)>();
        is_send_and_sync::<(SetPaymentMethod, SetRecurrence)>();
    }
    {
        use trunkline_tropo::users::*;
        is_send_and_sync::<(CheckUsername, ConfirmUser, CreateUser, CreatedUser, GetUser)>();
        is_send_and_sync::<(ListUserApplications, ModifyUser, SearchUsers, User, UserId)>();
        is_send_and_sync::<(UserStatus, UsernameCheck, Users)>();
    }
    {
        use trunkline_tropo::webhooks::*;
        is_send_and_sync::<(CreateWebhook, CreatedWebhook, DeleteWebhook, GetWebhook)>();
        is_send_and_sync::<(ListWebhooks, UpdateWebhook, Webhook, WebhookEvent, WebhookId)>();
        is_send_and_sync::<(WebhookResource, Webhooks)>();
    }
    {
        use trunkline_tropo::whitelist::*;
        is_send_and_sync::<(AddToWhitelist, ListWhitelist, RemoveFromWhitelist, Whitelist)>();
        is_send_and_sync::<(WhitelistEntry, WhitelistNumber)>();
    }
}
