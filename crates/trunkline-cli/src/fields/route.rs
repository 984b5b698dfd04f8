//! Routes and points of presence.

use trunkline::flowroute::routes::{EdgeStrategy, Route};

use super::{Fields, Form, Show, text};

impl Show for Route {
    const COLUMNS: &'static [&'static str] = &["id", "alias", "type", "target", "edge strategy"];

    fn fields(&self, _: Form) -> Fields {
        vec![
            ("id", self.id.to_string()),
            ("alias", text(self.alias.as_ref())),
            ("type", text(self.route_type.as_ref())),
            ("target", text(self.value.as_ref())),
            ("edge strategy", text(self.edge_strategy_id.as_ref())),
        ]
    }
}

impl Show for EdgeStrategy {
    const COLUMNS: &'static [&'static str] = &["id", "name", "description", "dns name", "allowed networks"];

    fn fields(&self, _: Form) -> Fields {
        vec![
            ("id", self.id.to_string()),
            ("name", text(self.name.as_ref())),
            ("description", text(self.description.as_ref())),
            ("dns name", text(self.naptr.as_ref())),
            ("allowed networks", self.firewall_rules.join(" ")),
        ]
    }
}
