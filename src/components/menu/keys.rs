//! Where the keys lead in a list of choices.

/// A move by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    First,
    Last,
    Next,
    Previous,
}

/// The place after a move; round at both ends; `None` in an empty list.
pub(super) fn step(now: Option<usize>, count: usize, step: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (step, now) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None | Some(0)) => last,
        (Step::Next, Some(now)) => {
            if now >= last {
                0
            } else {
                now + 1
            }
        }
        (Step::Previous, Some(now)) => (now - 1).min(last),
    })
}

/// Letters typed one soon after another. The same letter again and again walks through what begins with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    letters: String,
    /// Milliseconds of the last letter, on the event's own clock.
    at: f64,
}

/// After so many milliseconds a letter begins a new word.
const PAUSE_MILLIS: f64 = 700.0;

impl Typed {
    /// Takes a letter and finds the place of the next choice that starts with what was typed.
    pub(super) fn find<'t>(
        &mut self,
        letter: &str,
        at: f64,
        now: Option<usize>,
        texts: impl Iterator<Item = &'t str>,
    ) -> Option<usize> {
        if at - self.at > PAUSE_MILLIS {
            self.letters.clear();
        }
        self.at = at;
        let letter = letter.to_lowercase();
        self.letters.push_str(&letter);
        let texts: Vec<String> = texts.map(str::to_lowercase).collect();
        let found = self.search(now, &texts);
        if found.is_none() && self.letters != letter {
            // Nothing goes on like that: the letter begins a new word.
            self.letters = letter;
            return self.search(now, &texts);
        }
        found
    }

    fn search(&self, now: Option<usize>, texts: &[String]) -> Option<usize> {
        let mut letters = self.letters.chars();
        let first = letters.next()?;
        let walking = letters.all(|letter| letter == first);
        let wanted = if walking { first.to_string() } else { self.letters.clone() };
        let hits = || texts.iter().enumerate().filter(|(_, text)| text.starts_with(&wanted)).map(|(place, _)| place);
        let after = now.map_or(0, |now| if walking { now + 1 } else { now });
        hits().find(|place| *place >= after).or_else(|| hits().next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round() {
        assert_eq!(step(None, 0, Step::Next), None);
        assert_eq!(step(None, 3, Step::Next), Some(0));
        assert_eq!(step(Some(2), 3, Step::Next), Some(0));
        assert_eq!(step(Some(0), 3, Step::Previous), Some(2));
        assert_eq!(step(Some(9), 3, Step::Previous), Some(2));
        assert_eq!(step(Some(1), 3, Step::Last), Some(2));
        assert_eq!(step(Some(1), 3, Step::First), Some(0));
    }

    #[test]
    fn typing_finds_and_walks() {
        let texts = ["Mia", "Max", "Jonas", "Mara"];
        let mut typed = Typed::default();
        let mut find = |letter: &str, at: f64, now| typed.find(letter, at, now, texts.into_iter());
        assert_eq!(find("m", 1_000.0, None), Some(0));
        assert_eq!(find("m", 1_100.0, Some(0)), Some(1), "the same letter walks on");
        assert_eq!(find("j", 3_000.0, Some(1)), Some(2), "a pause begins anew");
        assert_eq!(find("m", 5_000.0, Some(2)), Some(3));
        assert_eq!(find("a", 5_100.0, Some(3)), Some(3), "what fits stays");
        assert_eq!(find("x", 5_200.0, Some(3)), Some(1), "max, from the top again");
        assert_eq!(find("j", 5_300.0, Some(1)), Some(2), "what leads nowhere begins anew");
        assert_eq!(find("?", 9_000.0, Some(1)), None);
    }
}
