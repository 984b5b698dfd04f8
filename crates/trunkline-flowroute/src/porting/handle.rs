//! `flowroute.porting()`.

use trunkline_core::{PhoneNumber, Result};
use trunkline_transport::{Listing, handle};

use super::{
    AddPortNumbers, CancelPortOrder, ChangePortNumbers, CheckPortability, CreatePortOrder, CreateUpload,
    GetDocument, GetLoa, GetPortGroup, GetPortOrder, GetPortOrderStatus, ListPortOrders, Loa, PortDocument,
    PortDocumentId, PortGroup, PortGroupId, PortNumbersAdded, PortOrder, PortOrderId, PortOrderState,
    PortWatch, Portability, Private, RegisterDocument, SignLoa, UpdatePortOrder, UploadAddress,
    UploadDocument,
};

handle! {
    /// Porting numbers in.
    pub struct Porting;
}

impl Porting {
    /// Asks which numbers of other carriers can be ported in.
    ///
    /// # Errors
    /// See [`trunkline_core::Error`]; a number that cannot be ported in is no error.
    pub async fn check_portability(&self, request: impl Into<CheckPortability>) -> Result<Portability> {
        self.0.send(request.into()).await
    }

    /// Creates a port order, which the carrier splits into one for each losing carrier. Nothing begins before each of them is
    /// signed.
    ///
    /// # Errors
    /// [`Rejected`](trunkline_core::ErrorKind::Rejected) if a number cannot be ported in, or a value breaks a rule; nothing
    /// was created.
    ///
    /// # If the outcome is unknown
    /// The creation is never sent again. Within the call's deadline the pending orders are searched for the numbers. An order
    /// under the [alias](CreatePortOrder::alias) that you gave it, with the same name, carrier and numbers, is returned as
    /// created. Without an alias an order that fits cannot be told from an earlier one: the error says
    /// [`Applied::Unknown`](trunkline_core::Applied::Unknown) then. It says
    /// [`Applied::No`](trunkline_core::Applied::No) only if no order has fit for the whole settlement window. An order too
    /// many does no harm: unsigned, it is canceled after 45 days.
    pub async fn create(&self, request: impl Into<CreatePortOrder>) -> Result<PortGroup> {
        self.0.send(request.into()).await
    }

    /// Lists the port orders of the account.
    pub fn list(&self, request: impl Into<ListPortOrders>) -> Listing<ListPortOrders> {
        self.0.list(request.into())
    }

    /// Shows the orders of a group, and where they stand together.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn group(&self, request: impl Into<GetPortGroup>) -> Result<PortGroup> {
        self.0.send(request.into()).await
    }

    /// Shows a port order.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn get(&self, request: impl Into<GetPortOrder>) -> Result<PortOrder> {
        self.0.send(request.into()).await
    }

    /// Shows where a port order stands.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn status(&self, request: impl Into<GetPortOrderStatus>) -> Result<PortOrderState> {
        self.0.send(request.into()).await
    }

    /// Changes a port order: details while it is pending or rejected, presets until it is completed or canceled.
    ///
    /// # Errors
    /// * [`NotFound`](trunkline_core::ErrorKind::NotFound): there is no such order.
    /// * [`Conflict`](trunkline_core::ErrorKind::Conflict): where it stands it does not allow that.
    /// * [`Rejected`](trunkline_core::ErrorKind::Rejected): a value breaks a rule.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn update(&self, request: impl Into<UpdatePortOrder>) -> Result<PortOrder> {
        self.0.send(request.into()).await
    }

    /// Cancels a port order that is pending or rejected. That is final.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none,
    /// [`Conflict`](trunkline_core::ErrorKind::Conflict) if it is with the losing carrier already, or has ended.
    ///
    /// # If the outcome is unknown
    /// The status is read: a canceled order was canceled. Calling again is safe.
    pub async fn cancel(&self, request: impl Into<CancelPortOrder>) -> Result<PortOrderState> {
        self.0.send(request.into()).await
    }

    /// Adds numbers of the same losing carrier to a pending port order, and takes numbers out of it.
    ///
    /// # Errors
    /// * [`NotFound`](trunkline_core::ErrorKind::NotFound): there is no such order.
    /// * [`Conflict`](trunkline_core::ErrorKind::Conflict): it is not pending.
    /// * [`Rejected`](trunkline_core::ErrorKind::Rejected): a number cannot be ported in, or belongs to another carrier.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn change_numbers(&self, request: impl Into<ChangePortNumbers>) -> Result<PortOrder> {
        self.0.send(request.into()).await
    }

    /// Adds numbers of any losing carrier to a group of port orders.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is no such group,
    /// [`Rejected`](trunkline_core::ErrorKind::Rejected) if a number cannot be ported in.
    ///
    /// # If the outcome is unknown
    /// The orders of the group are read: if they have the numbers, those were added. Calling again is safe.
    pub async fn add_numbers(
        &self,
        group: impl Into<PortGroupId>,
        numbers: impl Into<Vec<PhoneNumber>>,
    ) -> Result<PortNumbersAdded> {
        self.0.send(AddPortNumbers::new(group, numbers)).await
    }

    /// Shows the letter of agency that is to be signed.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is no such order.
    pub async fn loa(&self, request: impl Into<GetLoa>) -> Result<Loa> {
        self.0.send(request.into()).await
    }

    /// Signs a letter of agency, as [`loa`](Self::loa) has shown it. That starts the port: the order cannot be canceled any
    /// more, and it is charged when the losing carrier gets it.
    ///
    /// # Errors
    /// * [`NotFound`](trunkline_core::ErrorKind::NotFound): there is no such order.
    /// * [`Conflict`](trunkline_core::ErrorKind::Conflict): it is not pending.
    /// * [`Rejected`](trunkline_core::ErrorKind::Rejected): the letter was changed, or a number is on its way already.
    ///
    /// # If the outcome is unknown
    /// The letter is never sent again. Within the call's deadline the status is read: an order that is on its way was signed.
    /// The error says [`Applied::No`](trunkline_core::Applied::No) only once it has been pending for the whole settlement
    /// window.
    pub async fn sign_loa(&self, request: impl Into<SignLoa>) -> Result<()> {
        self.0.send(request.into()).await
    }

    /// Asks for an address to send a document to. [`upload_document`](Self::upload_document) does that and the rest.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is no such order,
    /// [`Conflict`](trunkline_core::ErrorKind::Conflict) if it is neither pending nor rejected.
    ///
    /// # If the outcome is unknown
    /// Calling again is safe.
    pub async fn create_upload(
        &self,
        id: impl Into<PortOrderId>,
        filename: impl Into<String>,
    ) -> Result<UploadAddress> {
        self.0.send(CreateUpload::new(id, filename)).await
    }

    /// Adds the document at an address to a port order.
    ///
    /// # Errors
    /// As [`create_upload`](Self::create_upload).
    ///
    /// # If the outcome is unknown
    /// It is never sent again. Within the call's deadline the order is read: a document at this very address was added. If
    /// the order has one of the name, the error says [`Applied::Unknown`](trunkline_core::Applied::Unknown).
    pub async fn register_document(
        &self,
        id: impl Into<PortOrderId>,
        url: impl Into<Private>,
    ) -> Result<PortDocument> {
        self.0.send(RegisterDocument::new(id, url)).await
    }

    /// Sends a document on this machine to the carrier and adds it to a port order: asks for an address, sends the file
    /// there without credentials, and registers it.
    ///
    /// # Errors
    /// [`File`](trunkline_core::ErrorKind::File) if the file cannot be read, is too large or of another type; nothing was
    /// sent. Otherwise as the three calls.
    ///
    /// # If the outcome is unknown
    /// As [`register_document`](Self::register_document).
    pub async fn upload_document(&self, document: UploadDocument) -> Result<PortDocument> {
        document.send(&self.0).await
    }

    /// Shows a document of a port order, with an address where it can be fetched for a while.
    ///
    /// # Errors
    /// [`NotFound`](trunkline_core::ErrorKind::NotFound) if there is none.
    pub async fn document(
        &self,
        id: impl Into<PortOrderId>,
        document: impl Into<PortDocumentId>,
    ) -> Result<PortDocument> {
        self.0.send(GetDocument::new(id, document)).await
    }

    /// Follows a port order by asking for its status now and then, and when a webhook hints at news: a stream of its changes,
    /// each with what is needed next.
    pub fn watch(&self, id: impl Into<PortOrderId>) -> PortWatch {
        PortWatch::new(self.0.clone(), id.into())
    }
}
