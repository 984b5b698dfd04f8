//! Files of an MMS (docs/contracts/flowroute-v2.md §5.6, A:67).
//!
//! Nothing is fetched. A file is 14 832 bytes long unless its URL says otherwise with a query parameter `bytes`, and cannot
//! be fetched if its host ends with `.invalid`.

use super::body::is_url;
use super::errors;
use crate::store::State;
use crate::store::messages::{MEDIA_LIMIT, MMS_BYTES, Media};
use crate::wire::Problem;

const USUAL_BYTES: u64 = 14_832;

/// Extensions and media types; a URL without an extension is taken for an image.
const TYPES: [(&str, &str); 17] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("bmp", "image/bmp"),
    ("3gp", "video/3gpp"),
    ("mp4", "video/mp4"),
    ("avi", "video/x-msvideo"),
    ("mpg", "video/mpeg"),
    ("mpeg", "video/mpeg"),
    ("amr", "audio/amr"),
    ("mid", "audio/midi"),
    ("midi", "audio/midi"),
    ("wav", "audio/wav"),
    ("ac3", "audio/ac3"),
    ("mp3", "audio/mpeg"),
    ("txt", "text/plain"),
];

/// "Fetches" files together with a text, within the limits.
pub(super) fn fetch(state: &State, urls: &[String], text: &str) -> Result<Vec<Media>, Problem> {
    if urls.len() > MEDIA_LIMIT {
        return Err(Problem::field("media_urls", "Longer than maximum length 10."));
    }
    let mut total = text.len() as u64;
    let mut found = Vec::with_capacity(urls.len());
    for (index, url) in urls.iter().enumerate() {
        let media = fetch_one(state.media_id(index), url)?;
        total = total.saturating_add(media.file_size);
        if total > MMS_BYTES {
            let text = format!("Error fetching media: File at \"{url}\" is over {MMS_BYTES} byte limit.");
            return Err(Problem {
                title: None,
                ..errors::invalid(text)
            });
        }
        found.push(media);
    }
    Ok(found)
}

fn fetch_one(id: String, url: &str) -> Result<Media, Problem> {
    let uri = url.parse::<http::Uri>().ok().filter(|_| is_url(url));
    let uri = uri.ok_or_else(|| Problem::field("media_urls", "Not a valid URL."))?;
    if uri.host().is_some_and(|host| host.ends_with(".invalid")) {
        let text = format!("Error fetching media: File at \"{url}\" could not be fetched.");
        return Err(Problem {
            title: None,
            ..errors::invalid(text)
        });
    }
    let file_name = uri
        .path()
        .rsplit('/')
        .next()
        .filter(|name| !name.is_empty())
        .unwrap_or("file");
    let mime_type = match file_name.rsplit_once('.') {
        None => Some("image/png"),
        Some((_, extension)) => TYPES
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(extension))
            .map(|(_, mime)| *mime),
    };
    let mime_type = mime_type.ok_or_else(|| Problem::field("media_urls", "Unsupported media type."))?;
    let query = uri.query().unwrap_or_default();
    let stated = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "bytes");
    let file_size = stated
        .and_then(|(_, bytes)| bytes.parse().ok())
        .unwrap_or(USUAL_BYTES);
    Ok(Media {
        id,
        file_name: file_name.to_owned(),
        file_size,
        mime_type: mime_type.to_owned(),
        url: url.to_owned(),
    })
}
