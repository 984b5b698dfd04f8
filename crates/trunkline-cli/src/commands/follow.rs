//! `messages send --wait`: a message until it is delivered, or is not.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use trunkline::flowroute::messages::{GetMessage, Message, MessageId, MessageStatus};

use crate::context::Context;
use crate::failure::Failure;

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_secs(1);

/// Waits for the final state of a message, and shows it.
pub(crate) async fn follow(
    context: &mut Context<'_>,
    id: &MessageId,
    limit: Duration,
) -> Result<(), Failure> {
    let end = Instant::now() + limit;
    let mut shown = None;
    loop {
        let message = look(context, id).await?;
        let status = message.as_ref().and_then(|message| message.status.clone());
        if let Some(status) = status.as_ref().filter(|status| shown.as_ref() != Some(*status)) {
            context.output.note(status.as_str())?;
        }
        match (message, &status) {
            (Some(message), Some(MessageStatus::Delivered)) => return context.output.record(&message),
            (Some(message), Some(MessageStatus::Failed)) => {
                context.output.record(&message)?;
                return Err(Failure::failed(format!("message {id} was not delivered")));
            }
            _ => {}
        }
        shown = status.or(shown);
        let next = Instant::now() + PAUSE;
        if next > end {
            return Err(undecided(id, shown.as_ref(), limit));
        }
        sleep_until(next).await;
    }
}

/// It may take a few seconds until there is a record.
async fn look(context: &Context<'_>, id: &MessageId) -> Result<Option<Message>, Failure> {
    match context.flowroute.messages().get(GetMessage::new(id)).await {
        Ok(message) => Ok(Some(message)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(Failure::from(error)),
    }
}

/// Some carriers never tell more than that they have it.
fn undecided(id: &MessageId, status: Option<&MessageStatus>, limit: Duration) -> Failure {
    let status = status.map_or("without a record", |status| status.as_str());
    let text = format!(
        "message {id} was sent; after {} s it is: {status}",
        limit.as_secs()
    );
    Failure::unknown(text).hint(format!("look again with: trunkline messages show {id}"))
}
