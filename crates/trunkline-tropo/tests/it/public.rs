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
        is_send_and_sync::<(
            Address,
            AddressType,
            Addresses,
            AttachAddress,
            Channel,
            CreateAddress,
            CreatedAddress,
            DeleteAddress,
            GetAddress,
            Holder,
            ListAddresses,
            ListAllAddresses,
            ListAvailable,
            LookUpAddress,
            MoveAddress,
            MoveStopped,
            NewAddress,
        )>();
    }
    {
        use trunkline_tropo::applications::*;
        is_send_and_sync::<(
            Application,
            ApplicationId,
            ApplicationWithAddresses,
            Applications,
            CreateApplication,
            CreatedApplication,
            DeleteApplication,
            GetApplication,
            ListApplications,
            Partition,
            Platform,
            UpdateApplication,
        )>();
    }
    {
        use trunkline_tropo::catalog::*;
        is_send_and_sync::<(
            Catalog,
            Country,
            CountryId,
            Exchange,
            Feature,
            FeatureId,
            ListCountries,
            ListExchanges,
            ListFeatures,
            ListPartitions,
            ListPaymentTypes,
            ListPlatforms,
            ListStates,
            PartitionInfo,
            PaymentType,
            PaymentTypeId,
            PlatformInfo,
            State,
            StateId,
        )>();
    }
    {
        use trunkline_tropo::features::*;
        is_send_and_sync::<(
            DisableFeature,
            EnableFeature,
            Features,
            ListUserFeatures,
            UserFeature,
        )>();
    }
    {
        use trunkline_tropo::invitations::*;
        is_send_and_sync::<(
            CreateInvitation,
            CreatedInvitation,
            DeleteInvitation,
            GetInvitation,
            Invitation,
            InvitationCode,
            Invitations,
            ListInvitations,
            UpdateInvitation,
        )>();
    }
    {
        use trunkline_tropo::payments::*;
        is_send_and_sync::<(
            Balance,
            BillingAddress,
            Card,
            GetBalance,
            GetPaymentMethod,
            GetRecurrence,
            MakePayment,
            PaymentMethod,
            Payments,
            Recurrence,
            SetPaymentMethod,
            SetRecurrence,
        )>();
    }
    {
        use trunkline_tropo::users::*;
        is_send_and_sync::<(
            CheckUsername,
            ConfirmUser,
            CreateUser,
            CreatedUser,
            GetUser,
            ListUserApplications,
            ModifyUser,
            SearchUsers,
            User,
            UserId,
            UserStatus,
            UsernameCheck,
            Users,
        )>();
    }
    {
        use trunkline_tropo::webhooks::*;
        is_send_and_sync::<(
            CreateWebhook,
            CreatedWebhook,
            DeleteWebhook,
            GetWebhook,
            ListWebhooks,
            UpdateWebhook,
            Webhook,
            WebhookEvent,
            WebhookId,
            WebhookResource,
            Webhooks,
        )>();
    }
    {
        use trunkline_tropo::whitelist::*;
        is_send_and_sync::<(
            AddToWhitelist,
            ListWhitelist,
            RemoveFromWhitelist,
            Whitelist,
            WhitelistEntry,
            WhitelistNumber,
        )>();
    }
}
