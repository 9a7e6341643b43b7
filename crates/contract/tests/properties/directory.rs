//! Random records of the directory.

use crate::leaves::*;
use contract::directory::*;
use proptest::prelude::*;

fn secret() -> impl Strategy<Value = Secret> {
    text().prop_map(Secret::new)
}

fn who() -> impl Strategy<Value = Analyst> {
    (analyst(), text(), text(), any::<bool>()).prop_map(|(id, name, email, partner_admin)| Analyst {
        id,
        name,
        email,
        partner_admin,
    })
}

fn partner() -> impl Strategy<Value = Partner> {
    (any::<bool>(), licence()).prop_map(|(partner_status, licence)| Partner { partner_status, licence })
}

fn listed() -> impl Strategy<Value = Customer> {
    let names = (text(), text(), region(), texts(), maybe(text()));
    let gates = (association(), licence(), maybe(moment()), access());
    (customer(), names, gates, any::<bool>(), any::<bool>()).prop_map(|(id, names, gates, primary, confidential)| {
        Customer {
            id,
            name: names.0,
            code: names.1,
            region: names.2,
            aliases: names.3,
            tier: names.4,
            association: gates.0,
            licence: gates.1,
            licence_until: gates.2,
            access: gates.3,
            primary,
            confidential,
        }
    })
}

fn place() -> impl Strategy<Value = Region> {
    (region(), text(), text()).prop_map(|(code, name, base_url)| Region { code, name, base_url })
}

fn token() -> impl Strategy<Value = RegionToken> {
    (region(), secret(), any::<u64>()).prop_map(|(region, token, expires_in)| RegionToken { region, token, expires_in })
}

fn preferences() -> impl Strategy<Value = Preferences> {
    (any::<bool>(), text(), text(), text(), several(customer())).prop_map(
        |(multi_customer, theme, density, time_zone, favourites)| Preferences {
            multi_customer,
            theme,
            density,
            time_zone,
            favourites,
        },
    )
}

fn session() -> impl Strategy<Value = Session> {
    let lists = (several(listed()), several(place()), several(token()));
    let bearer = (maybe(secret()), maybe(any::<u64>()));
    (who(), preferences(), partner(), lists, moment(), bearer).prop_map(
        |(analyst, preferences, partner, lists, now, bearer)| Session {
            analyst,
            preferences,
            partner,
            customers: lists.0,
            regions: lists.1,
            tokens: lists.2,
            now,
            access_token: bearer.0,
            access_expires_in: bearer.1,
        },
    )
}

fn gates() -> impl Strategy<Value = Gates> {
    (listed(), partner(), texts()).prop_map(|(customer, partner, administrators)| Gates {
        customer,
        partner,
        administrators,
    })
}

fn entitled_analyst() -> impl Strategy<Value = EntitledAnalyst> {
    (who(), any::<bool>()).prop_map(|(who, active)| EntitledAnalyst {
        id: who.id,
        name: who.name,
        email: who.email,
        partner_admin: who.partner_admin,
        active,
    })
}

fn entitled_customer() -> impl Strategy<Value = EntitledCustomer> {
    (customer(), any::<bool>(), any::<bool>(), several(analyst()))
        .prop_map(|(id, associated, licensed, access)| EntitledCustomer { id, associated, licensed, access })
}

fn entitled_key() -> impl Strategy<Value = EntitledKey> {
    (text(), analyst()).prop_map(|(hash, analyst)| EntitledKey { hash, analyst })
}

fn verifying_key() -> impl Strategy<Value = VerifyingKey> {
    (text(), text()).prop_map(|(kid, public_key)| VerifyingKey { kid, public_key })
}

fn entitlements() -> impl Strategy<Value = Entitlements> {
    let lists =
        (several(entitled_analyst()), several(entitled_customer()), several(entitled_key()), several(verifying_key()));
    (any::<u64>(), maybe(customer()), any::<bool>(), lists).prop_map(|(revision, primary, partner_ready, lists)| {
        Entitlements {
            revision,
            primary,
            partner_ready,
            analysts: lists.0,
            customers: lists.1,
            api_keys: lists.2,
            keys: lists.3,
        }
    })
}

crate::round_trips! {
    a_secret(secret()), an_analyst(who()), a_partner(partner()), a_customer(listed()), a_region(place()),
    a_region_token(token()), some_preferences(preferences()), a_session(session()), some_gates(gates()),
    an_entitled_analyst(entitled_analyst()), an_entitled_customer(entitled_customer()), an_entitled_key(entitled_key()), a_verifying_key(verifying_key()),
    some_entitlements(entitlements()), regions(several(place()).prop_map(|regions| Regions { regions })),
    customers(several(listed()).prop_map(|customers| Customers { customers })),
    token_request(region().prop_map(|region| TokenRequest { region })),
}

proptest! {
    #[test]
    fn signing_in_and_exchanging_survive(email in text(), password in text(), jwt in secret()) {
        crate::survives(&SignIn { email, password })?;
        crate::survives(&Exchange { jwt })?;
    }

    #[test]
    fn secrets_are_never_printed(kept in "[a-z]{12,40}") {
        let printed = [
            format!("{:?}", Secret::new(kept.clone())),
            format!("{:?}", SignIn { email: "a@b.example".to_owned(), password: kept.clone() }),
            format!("{:?}", Exchange { jwt: Secret::new(kept.clone()) }),
        ];
        prop_assert!(printed.iter().all(|text| !text.contains(&kept)), "{:?}", printed);
    }
}
