//! Calls to the directory, one function each.

use super::{Api, ApiError, Call, Endpoint, Service};
use contract::CustomerId;
use contract::directory::{Exchange, Gates, Preferences, Secret, Session, SignIn};

/// The session this browser has, if any.
pub async fn session(api: Api) -> Result<Session, ApiError> {
    api.send(Call::get(Service::Directory, Endpoint::session())).await?.read()
}

/// Signs in with address and password.
pub async fn sign_in(api: Api, email: String, password: String) -> Result<Session, ApiError> {
    api.send(Call::write(Service::Directory, "POST", Endpoint::session(), &SignIn { email, password })).await?.read()
}

/// A portal's token for a session.
pub async fn exchange(api: Api, jwt: Secret) -> Result<Session, ApiError> {
    api.send(Call::write(Service::Directory, "POST", Endpoint::exchange(), &Exchange { jwt })).await?.read()
}

/// Ends the session everywhere in this browser.
pub async fn sign_out(api: Api) -> Result<(), ApiError> {
    api.send(Call::bare(Service::Directory, "DELETE", Endpoint::session())).await.map(|_| ())
}

/// Saves what the analyst chose and answers what was saved.
pub async fn save_preferences(api: Api, preferences: Preferences) -> Result<Preferences, ApiError> {
    api.send(Call::write(Service::Directory, "PUT", Endpoint::preferences(), &preferences)).await?.read()
}

/// The three gates of one customer that the directory knows.
pub async fn gates(api: Api, customer: CustomerId) -> Result<Gates, ApiError> {
    api.send(Call::get(Service::Directory, Endpoint::gates(customer))).await?.read()
}
