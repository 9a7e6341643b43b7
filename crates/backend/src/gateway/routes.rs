//! Every call of a gateway, and the document that describes them: a route and its description are one statement.

use super::{State, alerts, bulk, call, changes, comments, extension, investigations, live, views, working_set};
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware;
use axum::response::Response;
use contract::CustomerId;
use utoipa::PartialSchema;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, InfoBuilder, OpenApi, OpenApiBuilder, Paths, RefOr, Required, SecurityRequirement};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Below this stands everything once more, fixed to one customer.
const ONE_CUSTOMER: &str = "/mci/v1/customers/{organization_id}";

/// The calls of a gateway, without what is around every service.
pub(super) fn router(state: State, allowed_origins: &[String]) -> Router {
    let (router, _) = all().split_for_parts();
    crate::http::wrap(router.layer(middleware::map_response(unstored)).with_state(state), allowed_origins)
}

/// Every call of a gateway, described.
pub fn openapi() -> OpenApi {
    let (_, mut document) = all().split_for_parts();
    for (path, item) in &mut document.paths.paths {
        if path.starts_with(ONE_CUSTOMER) {
            item.parameters.get_or_insert_default().push(RefOr::T(customer_segment()));
            // Names of operations are unique in the document.
            for operation in operations(item) {
                operation.operation_id = operation.operation_id.take().map(|id| format!("customer_{id}"));
            }
        }
        for operation in operations(item) {
            let either = ["token", "api_key"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
            operation.security = Some(either.to_vec());
        }
    }
    let components = document.components.get_or_insert_with(Components::new);
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("token", SecurityScheme::Http(token));
    components.add_security_scheme("api_key", SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-Api-Key"))));
    document
}

fn all() -> OpenApiRouter<State> {
    let info = InfoBuilder::new().title("Regional gateway").version("1").build();
    let empty = OpenApiBuilder::new().info(info).paths(Paths::new()).build();
    OpenApiRouter::with_openapi(empty)
        .routes(routes!(extension::validate))
        .routes(routes!(extension::capabilities))
        .routes(routes!(extension::summary))
        .routes(routes!(extension::roles))
        .routes(routes!(extension::assignees))
        .routes(routes!(working_set::working_set))
        .routes(routes!(live::changes))
        .routes(routes!(bulk::bulk))
        .routes(routes!(views::list, views::create))
        .routes(routes!(views::replace, views::delete))
        .routes(routes!(views::mark))
        .merge(public())
        .nest("/mci/v1", parts())
        .nest(ONE_CUSTOMER, public().merge(parts()))
}

/// The public dialect.
fn public() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(investigations::list))
        .routes(routes!(investigations::find))
        .routes(routes!(investigations::item, changes::patch))
        .routes(routes!(changes::status))
        .routes(routes!(changes::priority))
        .routes(routes!(changes::disposition))
        .routes(routes!(changes::assignee))
        .routes(routes!(alerts::list))
        .routes(routes!(alerts::remove))
        .routes(routes!(alerts::product_alerts))
        .routes(routes!(comments::list, comments::create))
        .routes(routes!(comments::delete))
        .routes(routes!(comments::show))
}

/// What hangs on one investigation, in the extension.
fn parts() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(extension::actors))
        .routes(routes!(extension::evidence))
        .routes(routes!(extension::activity))
}

/// A customer's data is in no cache.
async fn unstored(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn customer_segment() -> Parameter {
    ParameterBuilder::new()
        .name(call::CUSTOMER)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some("The one customer that the call is about; anything of another answers 404"))
        .schema(Some(CustomerId::schema()))
        .build()
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete].into_iter().flatten()
}
