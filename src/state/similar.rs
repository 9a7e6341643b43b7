//! Look-alike guard: which customers' names are easily taken for one another.

use contract::CustomerId;
use contract::directory::Customer;
use std::collections::HashMap;

/// For each customer with a similar name, the customers it can be taken for.
pub fn similar_names(customers: &[Customer]) -> HashMap<CustomerId, Vec<CustomerId>> {
    let folded: Vec<(CustomerId, Vec<char>)> = customers
        .iter()
        .map(|customer| (customer.id, customer.name.to_lowercase().chars().take(64).collect()))
        .collect();
    let mut similar: HashMap<CustomerId, Vec<CustomerId>> = HashMap::new();
    for (position, (left, left_name)) in folded.iter().enumerate() {
        for (right, right_name) in folded.iter().skip(position + 1) {
            if alike(left_name, right_name) {
                similar.entry(*left).or_default().push(*right);
                similar.entry(*right).or_default().push(*left);
            }
        }
    }
    similar
}

/// The same first word of five letters or more, or at most two letters apart.
fn alike(left: &[char], right: &[char]) -> bool {
    let first = |name: &[char]| name.iter().take_while(|c| c.is_alphanumeric()).copied().collect::<Vec<char>>();
    let (left_word, right_word) = (first(left), first(right));
    (left_word.len() >= 5 && left_word == right_word)
        || (left.len().abs_diff(right.len()) <= 2 && left.len() >= 4 && distance(left, right) <= 2)
}

/// Levenshtein distance.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        let mut next = vec![before];
        for (b, above) in right.iter().zip(row.iter().skip(1)) {
            let cost = diagonal + usize::from(a != b);
            before = cost.min(above + 1).min(before + 1);
            diagonal = *above;
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn names_that_analysts_confuse_are_found() {
        assert!(alike(&chars("calderhythe bank"), &chars("calderhythe brokers")));
        assert!(alike(&chars("larkspire"), &chars("larkspine")));
        assert!(!alike(&chars("adelbeck shipping"), &chars("tidewrack ferries")));
        assert!(!alike(&chars("the one"), &chars("the other")));
        assert_eq!(distance(&chars("kitten"), &chars("sitting")), 3);
        assert_eq!(distance(&chars(""), &chars("ab")), 2);
    }
}
