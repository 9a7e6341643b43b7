//! Counts as written: thousands, plurals, and the `+` that says something is missing.

/// `1842` as `1,842`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A count of what is known: `128`, or `128+` while anything is missing.
pub fn known(number: u64, complete: bool) -> String {
    let mut written = count(number);
    if !complete {
        written.push('+');
    }
    written
}

/// `1 customer`, `43 customers`; the plural takes an s.
pub fn plural(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thousands_are_told_apart() {
        let cases = [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345, "12,345"), (100_000, "100,000")];
        for (number, written) in cases {
            assert_eq!(count(number), written);
        }
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn a_total_says_when_something_is_missing() {
        assert_eq!(known(128, true), "128");
        assert_eq!(known(1_280, false), "1,280+");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(plural(0, "customer"), "0 customers");
        assert_eq!(plural(1, "customer"), "1 customer");
        assert_eq!(plural(2_000, "investigation"), "2,000 investigations");
    }

    proptest! {
        #[test]
        fn no_digit_is_lost(number in any::<u64>()) {
            prop_assert_eq!(count(number).replace(',', ""), number.to_string());
        }
    }
}
