//! Emergency addresses: exact requests, documented answers, rules.

use crate::support::{decoded, documented_error, error, refusal, refused, refused_whole, request, response};
use insta::{assert_debug_snapshot, assert_snapshot};
use trunkline_core::{Applied, Country, Endpoint, ErrorKind, PhoneNumber, Region};
use trunkline_flowroute::e911::{
    Address, AddressType, AssociateE911, CreateE911, DeleteE911, GetE911, ListE911, ListE911Numbers,
    UnassociateE911, UpdateE911, ValidateE911,
};

fn number() -> PhoneNumber {
    "+12062011682".parse().unwrap()
}

fn house() -> Address {
    Address::new("Home")
        .name("Janet", "Doe")
        .street("3910", "N Vassault")
        .city("Tacoma", Region::WA, "98407")
}

fn suite() -> Address {
    house().unit(AddressType::from("SUITE"), "200")
}

#[test]
fn requests_are_exact() {
    assert_snapshot!("list", request(&ListE911::new()));
    assert_snapshot!(
        "list_all_parameters",
        request(
            &ListE911::new()
                .label("Funeral Homes")
                .street_name("Smith")
                .city("seattle")
                .state(Region::WA)
                .limit(2000)
                .offset(3)
        )
    );
    assert_snapshot!("get", request(&GetE911::new("22127")));
    assert_snapshot!("validate", request(&ValidateE911::new(house())));
    assert_snapshot!("create", request(&CreateE911::new(suite())));
    assert_snapshot!("update", request(&UpdateE911::new("21907").last_name("Wiley")));
    assert_snapshot!(
        "update_all_parameters",
        request(
            &UpdateE911::new("21907")
                .label("Funeral Homes")
                .first_name("Jim")
                .last_name("Law")
                .street_number("123")
                .street_name("Smith St")
                .unit(AddressType::Apartment, "666")
                .city("Seattle")
                .state(Region::WA)
                .country(Country::US)
                .zip("98101")
        )
    );
    let fetched = decoded::<GetE911>("e911s.get");
    assert_snapshot!(
        "update_of_a_fetched_record",
        request(&UpdateE911::from(fetched).last_name("Wiley"))
    );
    assert_snapshot!("update_no_unit", request(&UpdateE911::new("21907").no_unit()));
    assert_snapshot!("delete", request(&DeleteE911::new("21907")));
    assert_snapshot!(
        "list_numbers",
        request(&ListE911Numbers::new("21907").limit(10).offset(10))
    );
    assert_snapshot!("associate", request(&AssociateE911::new(number(), "21907")));
    assert_snapshot!("unassociate", request(&UnassociateE911::new(number())));
}

#[test]
fn documented_answers_decode() {
    assert_debug_snapshot!("listed", decoded::<ListE911>("e911s.list"));
    assert_debug_snapshot!(
        "listed_legacy_country",
        decoded::<ListE911>("e911s.list.legacy_country")
    );
    assert_debug_snapshot!("got", decoded::<GetE911>("e911s.get"));
    assert_debug_snapshot!("created", decoded::<CreateE911>("e911s.create"));
    assert_debug_snapshot!(
        "created_without_unit",
        decoded::<CreateE911>("e911s.create.without_unit")
    );
    assert_debug_snapshot!("updated", decoded::<UpdateE911>("e911s.update"));
    assert_debug_snapshot!("numbers", decoded::<ListE911Numbers>("e911s.list_numbers"));
    assert_debug_snapshot!(
        "numbers_row_id",
        decoded::<ListE911Numbers>("e911s.list_numbers.row_id")
    );
}

#[test]
fn answers_without_a_body_are_successes() {
    ValidateE911::decode(response(204, "")).unwrap();
    DeleteE911::decode(response(204, "")).unwrap();
    AssociateE911::decode(response(204, "")).unwrap();
    UnassociateE911::decode(response(204, "")).unwrap();
}

#[test]
fn a_street_number_may_be_an_integer_and_anything_may_be_missing() {
    let body = r#"{"data":{"type":"e911","id":1,"attributes":{"street_number":123,"address_type":"Igloo","city":null}}}"#;
    let record = GetE911::decode(response(200, body)).unwrap();
    assert_eq!(record.street_number.as_deref(), Some("123"));
    assert_eq!(record.address_type, Some(AddressType::from("Igloo")));
    assert_eq!(
        (record.label, record.city, record.state, record.zip),
        (None, None, None, None)
    );
}

#[test]
fn the_country_is_that_of_the_state_unless_given() {
    let sent = request(&CreateE911::new(house().city("Ottawa", Region::ON, "K1A 0B1")));
    assert!(
        sent.contains(r#""state":"ON","country":"CA","zip":"K1A 0B1""#),
        "{sent}"
    );
    // Given before or after the city, a country that is not the state's is refused.
    let before = Address::new("Home")
        .country(Country::CA)
        .name("A", "B")
        .street("1", "C");
    assert!(before.city("Tacoma", Region::WA, "98407").validate().is_err());
    assert!(house().country(Country::CA).validate().is_err());
    assert!(house().country(Country::US).validate().is_ok());
}

#[test]
fn bad_addresses_are_refused_with_field_and_rule() {
    let place = |state: Region, zip: &str| house().city("Tacoma", state, zip);
    let addresses = [
        Address::new("Home"),
        Address::new("Home").name("Janet", "Doe"),
        Address::new("Home")
            .name("Janet", "Doe")
            .street("3910", "N Vassault"),
        Address::new("")
            .name("A", "B")
            .street("1", "C")
            .city("D", Region::WA, "98407"),
        house().name(" ", "Doe"),
        house().name("Janet", ""),
        house().street("", "N Vassault"),
        house().street("3910", "\t"),
        house().street("3910", "N\nVassault"),
        house().city("", Region::WA, "98407"),
        place(Region::from("XX"), "98407"),
        place(Region::WA, "984"),
        place(Region::WA, "98407-12"),
        place(Region::WA, ""),
        house().country(Country::CA),
        house().country(Country::from("MX")),
        house().unit(AddressType::from("Igloo"), "1"),
        house().unit(AddressType::from("A"), "1"),
        house().unit(AddressType::Suite, ""),
        house().unit(AddressType::Suite, "2\u{0}0"),
    ];
    let mut lines: Vec<String> = addresses
        .iter()
        .map(|address| refused(&CreateE911::new(address)))
        .collect();
    // The same rules hold for a question about an address.
    for (line, address) in lines.iter().zip(&addresses) {
        assert_eq!(
            line.replace("e911s.create", "e911s.validate"),
            refused(&ValidateE911::new(address))
        );
    }
    lines.extend([
        refused_whole(&UpdateE911::new("21907")),
        refused(&UpdateE911::new("21907").label(" ")),
        refused(&UpdateE911::new("21907").zip("123")),
        refused(&UpdateE911::new("21907").state(Region::from("XX"))),
        refused(&UpdateE911::new("21907").country(Country::from("FR"))),
        refused(&UpdateE911::new("21907").state(Region::ON).country(Country::US)),
        refused(&UpdateE911::new("21907").unit(AddressType::Floor, " ")),
        refused(&ListE911::new().limit(0)),
        refused(&ListE911::new().limit(2001)),
        refused(&ListE911::new().label("")),
        refused(&ListE911::new().street_name("")),
        refused(&ListE911::new().city("")),
        refused(&ListE911::new().state(Region::from("Washington"))),
        refused(&ListE911Numbers::new("21907").limit(201)),
    ]);
    assert_snapshot!("refused", lines.join("\n"));
}

#[test]
fn errors_do_not_tell_who_lives_there() {
    let lines = refused(&CreateE911::new(
        house().name("Janet", "D\u{7}oe").street("3910", "N Vassault"),
    ));
    assert!(
        !lines.contains("Janet") && !lines.contains("oe") && !lines.contains("Vassault"),
        "{lines}"
    );
}

#[test]
fn a_made_record_is_recognized() {
    let record = decoded::<CreateE911>("e911s.create");
    assert!(suite().made(&record));
    assert!(suite().name("JANET", "DOE").made(&record));
    assert!(!house().made(&record));
    assert!(!suite().street("3911", "N Vassault").made(&record));
    assert!(!suite().unit(AddressType::Suite, "201").made(&record));
    assert!(!suite().unit(AddressType::Floor, "200").made(&record));
    assert!(!suite().city("Tacoma", Region::OR, "98407").made(&record));
    let legacy = &decoded::<ListE911>("e911s.list.legacy_country").items[0];
    let ours = Address::new("Example E911")
        .name("Maria", "Bermudez")
        .street("7742", "20th Ave SW")
        .unit(AddressType::Lobby, "12")
        .city("Seattle", Region::WA, "98106");
    assert!(ours.made(legacy));
}

#[test]
fn gone_after_a_lost_reply_means_deleted() {
    assert_eq!(error::<DeleteE911>(404, "").kind(), ErrorKind::NotFound);
    let gone = refusal::<DeleteE911>(404, "");
    assert_eq!(DeleteE911::already_applied(&gone), Some(()));
    assert_eq!(DeleteE911::already_applied(&refusal::<DeleteE911>(403, "")), None);
    // A missing number is no association, and none that was ended.
    assert_eq!(AssociateE911::already_applied(&gone), None);
    assert_eq!(UnassociateE911::already_applied(&gone), None);
}

#[test]
fn refusals_say_what_is_wrong() {
    let refusal = documented_error::<CreateE911>;
    let duplicate = refusal("errors/403-e911-record-that-duplicates-an-existing-one");
    assert_eq!(
        (duplicate.kind(), duplicate.applied()),
        (ErrorKind::Conflict, Applied::No)
    );
    let unknown = refusal("errors/400-e911-address-unknown-to-the-geocoder");
    assert_eq!(
        (unknown.kind(), unknown.applied()),
        (ErrorKind::Rejected, Applied::No)
    );
    let zip = refusal("errors/422-nested-field-errors");
    assert_eq!((zip.kind(), zip.field()), (ErrorKind::Rejected, Some("zip")));
    let poor = refusal("errors/403-no-money");
    assert_eq!(
        (poor.kind(), poor.applied()),
        (ErrorKind::InsufficientFunds, Applied::No)
    );
}

#[test]
fn only_what_changes_something_is_left_unknown() {
    assert_eq!(error::<CreateE911>(500, "").applied(), Applied::Unknown);
    assert_eq!(error::<AssociateE911>(500, "").applied(), Applied::Unknown);
    assert_eq!(error::<ValidateE911>(500, "").applied(), Applied::No);
    assert_eq!(
        CreateE911::new(house()).recovery_hint().unwrap(),
        r#"check e911s.list for the label "Home": if it is there, it was created"#
    );
}
