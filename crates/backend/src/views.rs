//! Saved views: what the directory and the gateways alike demand of one, and whom they show it to.

mod query;

pub use query::Vocabulary;

use crate::db::views::{self as store, StoredView};
use crate::error::{Error, Result};
use contract::views::{NewView, SavedView, SavedViews, ViewMarks};
use contract::{AnalystId, CustomerId};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

/// Views that one analyst may keep in one place.
pub const MOST: u64 = 200;
/// Longest name, query and typed words, in characters.
const LONGEST: (usize, usize, usize) = (80, 4_000, 1_000);

/// Whoever asks for views, and what they may know where these are kept.
pub trait Reader {
    /// Who.
    fn analyst(&self) -> AnalystId;
    /// Whether a query may name this customer to them.
    fn knows(&self, customer: CustomerId) -> bool;
    /// Whether they may have views of this customer's own list here.
    fn lists(&self, customer: CustomerId) -> bool;
    /// The name of an active colleague; of themselves too.
    fn colleague(&self, analyst: AnalystId) -> Option<String>;
    /// Whether colleagues' views are shown to them here.
    fn shares(&self) -> bool;
    /// What a view may say here.
    fn vocabulary(&self) -> &Vocabulary;
}

/// Their own views and those that colleagues share: pinned first, then by name.
pub async fn list(conn: &mut SqliteConnection, reader: &impl Reader) -> Result<SavedViews> {
    let stored = store::visible(conn, reader.analyst()).await?;
    let mut views: Vec<SavedView> = stored.into_iter().filter_map(|view| shown(view, reader)).collect();
    views.sort_by_cached_key(|view| (!view.pinned, view.name.to_lowercase(), view.id.clone()));
    Ok(SavedViews { views })
}

/// Keeps a new view. A retry with the same `key` answers what the first try made; with another body it is a 409.
pub async fn create(
    conn: &mut SqliteConnection,
    reader: &impl Reader,
    new: NewView,
    key: Option<&str>,
) -> Result<SavedView> {
    let new = sound(new, reader)?;
    let owner = reader.analyst();
    let hash = crate::random::to_hex(&Sha256::digest(serde_json::to_vec(&new)?));
    if let Some(key) = key
        && let Some((id, made_from)) = store::made_with(conn, owner, key).await?
    {
        if made_from != hash {
            return Err(Error::Conflict(
                "This Idempotency-Key was used for another view; nothing was saved. Use a new one.".to_owned(),
            ));
        }
        return told(conn, reader, &id).await;
    }
    if store::count(conn, owner).await? >= MOST {
        return Err(Error::Conflict(format!("You keep {MOST} views here already; delete one first.")));
    }
    let id = crate::random::hex::<8>();
    unlike_others(conn, owner, &new.name, &id).await?;
    store::insert(conn, &id, owner, &new, key.map(|key| (key, hash.as_str()))).await?;
    told(conn, reader, &id).await
}

/// Puts `new` in the place of the caller's own view `id`.
pub async fn replace(conn: &mut SqliteConnection, reader: &impl Reader, id: &str, new: NewView) -> Result<SavedView> {
    let new = sound(new, reader)?;
    owned(conn, reader, id).await?.ok_or_else(unknown)?;
    unlike_others(conn, reader.analyst(), &new.name, id).await?;
    store::replace(conn, id, &new).await?;
    told(conn, reader, id).await
}

/// Deletes the caller's own view; one that is gone already is as good.
pub async fn delete(conn: &mut SqliteConnection, reader: &impl Reader, id: &str) -> Result<()> {
    match owned(conn, reader, id).await? {
        Some(_) => store::remove(conn, id).await,
        None => Ok(()),
    }
}

/// Sets the caller's own marks on a view that they see. A new default takes the mark off any other here.
pub async fn mark(conn: &mut SqliteConnection, reader: &impl Reader, id: &str, marks: ViewMarks) -> Result<SavedView> {
    let view = told(conn, reader, id).await?;
    if marks.default && view.customer.is_some() {
        return Err(Error::BadRequest(
            "All Investigations cannot open with a view of one customer's list; nothing was changed.".to_owned(),
        ));
    }
    store::mark(conn, reader.analyst(), id, marks).await?;
    told(conn, reader, id).await
}

/// A view as its reader may see it; none where they may not.
fn shown(view: StoredView, reader: &impl Reader) -> Option<SavedView> {
    let own = view.owner == reader.analyst();
    let owner_name = reader.colleague(view.owner)?;
    let visible = (own || reader.shares()) && view.customer.is_none_or(|customer| reader.lists(customer));
    let query = query::shown(&view.query, |customer| reader.knows(customer)).filter(|_| visible)?;
    Some(SavedView {
        id: view.id,
        name: view.name,
        query,
        words: view.words,
        customer: view.customer,
        owner: view.owner,
        owner_name,
        shared: view.shared,
        pinned: view.marks.pinned,
        default: view.marks.default,
    })
}

async fn told(conn: &mut SqliteConnection, reader: &impl Reader, id: &str) -> Result<SavedView> {
    let view = store::find(conn, reader.analyst(), id).await?;
    view.and_then(|view| shown(view, reader)).ok_or_else(unknown)
}

/// The view `id` if it is the caller's own; a colleague's that they see is refused by its owner's name.
async fn owned(conn: &mut SqliteConnection, reader: &impl Reader, id: &str) -> Result<Option<StoredView>> {
    let Some(view) = store::find(conn, reader.analyst(), id).await? else { return Ok(None) };
    if view.owner == reader.analyst() {
        return Ok(Some(view));
    }
    match shown(view, reader) {
        Some(view) => Err(Error::Forbidden(format!(
            "Only {}, who made this view, can change or delete it; nothing was changed.",
            view.owner_name
        ))),
        None => Ok(None),
    }
}

async fn unlike_others(conn: &mut SqliteConnection, owner: AnalystId, name: &str, id: &str) -> Result<()> {
    if store::is_named(conn, owner, name, id).await? {
        return Err(Error::Conflict("You have a view of that name already; nothing was saved.".to_owned()));
    }
    Ok(())
}

fn sound(new: NewView, reader: &impl Reader) -> Result<NewView> {
    let bad = |sentence: String| Err(Error::BadRequest(sentence));
    let (name, query, words) = LONGEST;
    let new = NewView { name: new.name.trim().to_owned(), words: new.words.trim().to_owned(), ..new };
    let length = new.name.chars().count();
    if !(1..=name).contains(&length) || new.name.chars().any(char::is_control) {
        return bad(format!("A view's name has 1 to {name} characters, on one line."));
    }
    if new.query.chars().count() > query {
        return bad(format!("A view's query has at most {query} characters."));
    }
    if !new.words.is_empty() && matches!(reader.vocabulary(), Vocabulary::Directory { .. }) {
        return Err(query::of_a_customer("What was typed into the search"));
    }
    if new.words.chars().count() > words {
        return bad(format!("A view's typed words have at most {words} characters."));
    }
    let customers = query::check(&new.query, reader.vocabulary())?;
    if customers.into_iter().any(|customer| !reader.knows(customer)) {
        return bad("The view names a customer that does not exist here, or that you have no access to.".to_owned());
    }
    if new.customer.is_some_and(|customer| !reader.lists(customer)) {
        return bad("There is no such customer here, or you have no access to it; nothing was saved.".to_owned());
    }
    Ok(new)
}

fn unknown() -> Error {
    Error::NotFound("There is no such view, or it is not shared with you.".to_owned())
}
