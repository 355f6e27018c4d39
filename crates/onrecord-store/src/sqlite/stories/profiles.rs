//! The stored summary data of a story or thread.

use rusqlite::{Connection, Result};

use super::rows::{self, Group};
use super::term_weights::TermWeights;
use crate::article::ArticleId;
use crate::stories::{PlacedArticle, Profile, StoryId, Vector, centrality};

/// Adds an article to the summary data of its story or thread.
pub(super) fn add(conn: &Connection, group: Group, article: ArticleId, placed: &PlacedArticle) -> Result<()> {
    let mut profile = rows::profile(conn, group)?;
    profile.add(placed);
    let rare = trim(conn, group, &mut profile)?;
    // Of two equally typical articles, the older one represents the group.
    let central_stays = match profile.central {
        Some(central) => centrality(&rows::vector_of(conn, central)?, &rare) >= centrality(&placed.vector, &rare),
        None => false,
    };
    if !central_stays {
        profile.central = Some(article);
    }
    rows::set_profile(conn, group, &profile)?;
    // A merged group that receives an article becomes a separate group again.
    if rows::is_joined(conn, group)? { rows::set_joined(conn, group, None) } else { Ok(()) }
}

/// Trims the profile of a story or thread, indexes a thread under its heaviest terms, and returns the rarity-weighted
/// vector.
fn trim(conn: &Connection, group: Group, profile: &mut Profile) -> Result<Vector> {
    let rare = TermWeights::new(conn)?.apply(&profile.vector)?;
    let (rare, posted) = profile.trim(&rare);
    if let Group::Thread(thread) = group {
        rows::post(conn, thread, &posted)?;
    }
    Ok(rare)
}

/// Computes the summary data of a story or thread from its articles.
pub(super) fn rebuild(conn: &Connection, group: Group) -> Result<()> {
    let articles = rows::vectors_of(conn, group)?;
    let mut profile = Profile::of_articles(&articles, rows::days(conn, group)?);
    let rare = trim(conn, group, &mut profile)?;
    let mut best = f32::MIN;
    for (article, vector) in articles {
        let centrality = centrality(&vector, &rare);
        if centrality > best {
            (best, profile.central) = (centrality, Some(article));
        }
    }
    rows::set_profile(conn, group, &profile)
}

/// Computes the summary data of a story and of its thread.
pub(super) fn rebuild_both(conn: &Connection, story: StoryId) -> Result<()> {
    rebuild(conn, story.into())?;
    rebuild(conn, rows::thread_of(conn, story)?.into())
}
