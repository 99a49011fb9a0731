//! How pages and computers of the web are asked: by `https` as the system's own browser would, which
//! believes in the certificates that the system does, a newsroom's own authority among them.

use std::time::Duration;

use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::typestate::AgentScope;

/// What all that is asked has in common; `patience` is for one answer as a whole.
pub(crate) fn asking(patience: Duration) -> ConfigBuilder<AgentScope> {
    let tls = TlsConfig::builder()
        .provider(TlsProvider::NativeTls)
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    Agent::config_builder()
        .timeout_global(Some(patience))
        .user_agent(concat!("Galley/", env!("CARGO_PKG_VERSION")))
        .tls_config(tls)
}
