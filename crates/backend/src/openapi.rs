//! The OpenAPI 3.1 document, made from the code of both services.

use axum::Json;
use utoipa::OpenApi;
use utoipa::openapi::{Info, OpenApi as Document};

/// The calls of the directory and of the gateways in one document.
pub fn document() -> Document {
    let mut described = crate::directory::described();
    let directory = std::mem::take(described.get_openapi_mut());
    let mut document = Described::openapi().nest("/api/v1", directory);
    document.merge(crate::gateway::openapi());
    document.info = Info::new("Multi-customer investigations", env!("CARGO_PKG_VERSION"));
    document.info.description = Some(
        "The directory's calls under /api/v1, at the app's own origin; everything else at the origin of each region's \
         gateway, as GET /api/v1/regions answers them. Every /idr call also exists below \
         /mci/v1/customers/{organization_id}, fixed to that customer."
            .to_owned(),
    );
    document
}

/// `GET /api/openapi.json`.
pub(crate) async fn serve() -> Json<Document> {
    Json(document())
}

#[derive(OpenApi)]
#[openapi(tags((name = "directory", description = "Analysts, customers, regions, preferences")))]
struct Described;
