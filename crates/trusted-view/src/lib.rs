//! `view!` as Leptos has it, except that nothing is ever built from a string of HTML.
//!
//! Leptos writes subtrees without any expression through `innerHTML`, which a page that requires trusted types refuses.
//! A text or attribute in braces is an expression, so wrapping every literal turns that path off; nothing else changes.

use proc_macro::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

/// See `leptos::view!`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    let wrapped: TokenStream = tokens.into_iter().map(wrap).collect();
    let punct = |sign| TokenTree::Punct(Punct::new(sign, if sign == ':' { Spacing::Joint } else { Spacing::Alone }));
    let word = |text| TokenTree::Ident(Ident::new(text, Span::call_site()));
    let body = TokenTree::Group(Group::new(Delimiter::Brace, wrapped));
    [punct(':'), punct(':'), word("leptos"), punct(':'), punct(':'), word("view"), punct('!'), body]
        .into_iter()
        .collect()
}

/// Literals within groups are inside expressions already.
fn wrap(token: TokenTree) -> TokenTree {
    match token {
        TokenTree::Literal(literal) if literal.to_string().contains('"') => {
            let span = literal.span();
            let mut group = Group::new(Delimiter::Brace, TokenTree::Literal(literal).into());
            group.set_span(span);
            TokenTree::Group(group)
        }
        other => other,
    }
}
