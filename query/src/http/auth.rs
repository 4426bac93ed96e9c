//! The admin key: as Bearer token, as the password of HTTP Basic, or as the cookie of the page's log-in.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::prelude::{BASE64_STANDARD_NO_PAD, Engine as _};
use serde::Deserialize;

use super::problem::Problem;
use super::service::Service;

const COOKIE: &str = "quarry_session";

/// The key, kept as a hash only. Comparing hashes takes the same time whatever is compared.
#[derive(Clone)]
pub struct AdminKey(blake3::Hash);

impl std::fmt::Debug for AdminKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AdminKey(…)")
    }
}

impl AdminKey {
    /// The key of that text.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self(blake3::hash(key.as_bytes()))
    }

    fn is(&self, given: &str) -> bool {
        self.0 == blake3::hash(given.as_bytes())
    }

    /// What the page's cookie holds: derived from the key, so that it ends when the key changes, and says nothing of it.
    fn session(&self) -> String {
        blake3::keyed_hash(self.0.as_bytes(), b"quarry web session")
            .to_hex()
            .to_string()
    }

    fn opens(&self, headers: &HeaderMap) -> bool {
        let authorization = headers
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        let (scheme, value) = authorization.split_once(' ').unwrap_or_default();
        let value = value.trim();
        let by_header = if scheme.eq_ignore_ascii_case("bearer") {
            self.is(value)
        } else if scheme.eq_ignore_ascii_case("basic") {
            let bytes = BASE64_STANDARD_NO_PAD.decode(value.trim_end_matches('='));
            bytes
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .is_some_and(|pair| {
                    pair.split_once(':')
                        .is_some_and(|(_, password)| self.is(password))
                })
        } else {
            false
        };
        by_header || self.opens_by_cookie(headers)
    }

    fn opens_by_cookie(&self, headers: &HeaderMap) -> bool {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .flat_map(|v| v.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))
            .any(|session| blake3::hash(session.as_bytes()) == blake3::hash(self.session().as_bytes()))
    }
}

/// Lets a request through that brings the key.
pub(super) async fn require_key(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    if service.key.opens(request.headers()) {
        return next.run(request).await;
    }
    let problem = Problem::new(
        StatusCode::UNAUTHORIZED,
        "the admin key is needed: as Bearer token, or as the password of HTTP Basic",
    );
    let mut response = if request.uri().path().starts_with("/v1/") {
        problem.as_openai()
    } else {
        problem.into_response()
    };
    // the page asks for the key itself; a browser's own dialogue would only stand in its way
    if !request.uri().path().starts_with("/api/") {
        let challenge = axum::http::HeaderValue::from_static("Basic realm=\"Quarry\", charset=\"UTF-8\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
    response
}

#[derive(Debug, Deserialize)]
pub(super) struct LogIn {
    key: String,
}

/// The page's log-in: the key against a cookie that scripts cannot read and other sites cannot send.
pub(super) async fn log_in(State(service): State<Arc<Service>>, Json(body): Json<LogIn>) -> Response {
    if !service.key.is(body.key.trim()) {
        return Problem::new(StatusCode::UNAUTHORIZED, "this is not the admin key").into_response();
    }
    let cookie = format!(
        "{COOKIE}={}; Path=/; HttpOnly; SameSite=Strict",
        service.key.session()
    );
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response()
}

/// Takes the cookie back.
pub(super) async fn log_out() -> Response {
    let cookie = format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn the_key_opens_as_bearer_as_password_and_as_cookie() {
        let key = AdminKey::new("s3cret:키");
        assert!(!key.opens(&HeaderMap::new()));
        assert!(AdminKey::new("abc").opens(&headers(header::AUTHORIZATION, "Bearer abc")));
        assert!(!AdminKey::new("abc").opens(&headers(header::AUTHORIZATION, "Bearer abd")));
        // admin:s3cret:키
        assert!(key.opens(&headers(header::AUTHORIZATION, "Basic YWRtaW46czNjcmV0Ou2CpA==")));
        assert!(key.opens(&headers(header::AUTHORIZATION, "Basic YWRtaW46czNjcmV0Ou2CpA")));
        assert!(!key.opens(&headers(header::AUTHORIZATION, "Basic !")));
        assert!(key.opens(&headers(
            header::COOKIE,
            &format!("a=b; {COOKIE}={}", key.session())
        )));
        assert!(!key.opens(&headers(header::COOKIE, &format!("{COOKIE}=s3cret:key"))));
    }
}
