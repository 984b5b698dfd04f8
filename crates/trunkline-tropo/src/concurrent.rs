//! Many calls at once, in a bounded number.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// A call under way, and its place in the result.
type Running<'a, T> = (usize, Pin<Box<dyn Future<Output = T> + Send + 'a>>);

/// Runs `call` for each item, at most `limit` at once, and returns the results in the order of the items. The client's
/// own limit for attempts applies besides. Nothing is spawned: dropping the future ends all calls.
///
/// # Errors
/// The first error; the calls under way are then dropped.
pub(crate) async fn each<'a, I, F, T, E>(
    items: Vec<I>,
    limit: usize,
    mut call: impl FnMut(I) -> F,
) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>> + Send + 'a,
{
    let mut done: Vec<Option<T>> = items.iter().map(|_| None).collect();
    let mut waiting = items.into_iter().enumerate();
    let mut running: Vec<Running<'a, Result<T, E>>> = Vec::new();
    loop {
        while running.len() < limit.max(1) {
            let Some((place, item)) = waiting.next() else {
                break;
            };
            running.push((place, Box::pin(call(item))));
        }
        if running.is_empty() {
            return Ok(done.into_iter().flatten().collect());
        }
        let (place, result) = poll_fn(|cx| {
            let ready = running
                .iter_mut()
                .enumerate()
                .find_map(|(slot, (place, future))| match future.as_mut().poll(cx) {
                    Poll::Ready(result) => Some((slot, *place, result)),
                    Poll::Pending => None,
                });
            match ready {
                Some((slot, place, result)) => {
                    drop(running.swap_remove(slot));
                    Poll::Ready((place, result))
                }
                None => Poll::Pending,
            }
        })
        .await;
        let value = result?;
        if let Some(slot) = done.get_mut(place) {
            *slot = Some(value);
        }
    }
}
