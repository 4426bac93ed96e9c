//! What is said without a subject is said of what the sentence before was about.

use quarry_extract::Extractor;

use super::{markdown, models::with_models, statements};

/// What is stated of a text, the statement that joins its two bodies left out.
fn stated(extractor: &Extractor, text: &str) -> Vec<String> {
    let extraction = extractor.extract(&markdown(text)).unwrap();
    let mut stated = statements(&extraction);
    stated.retain(|s| !s.contains("parentOrganization"));
    stated.sort();
    stated
}

#[test]
fn a_body_under_another_is_spoken_of_and_not_the_other() {
    let Some(extractor) = with_models() else { return };
    assert_eq!(
        stated(
            &extractor,
            "The Heron Survey Office belongs to the Ministry of Dunes. It was founded in 1988 and its seat is in Hull."
        ),
        [
            "Heron Survey Office foundedOn 1988",
            "Heron Survey Office headquarteredIn Hull"
        ]
    );
    assert_eq!(
        stated(
            &extractor,
            "沙丘測量署隸屬砂石部，署址設於臺北市，成立於民國七十三年。"
        ),
        [
            "沙丘測量署 foundedOn 民國七十三年",
            "沙丘測量署 headquarteredIn 臺北市"
        ]
    );
    assert_eq!(
        stated(
            &extractor,
            "모래측량청은 자갈자원부 소속 기관이다. 본부는 부산광역시에 있으며 1990년에 설립되었다."
        ),
        [
            "모래측량청 foundedOn 1990년",
            "모래측량청 headquarteredIn 부산광역시"
        ]
    );
}

#[test]
fn a_head_named_by_a_small_letter_post_is_that_of_the_subject() {
    let Some(extractor) = with_models() else { return };
    assert_eq!(
        stated(
            &extractor,
            "The Dune Port Authority reports to the Ministry of Dunes. It was set up in 1970. Its director is Ann Bell."
        ),
        [
            "Dune Port Authority foundedOn 1970",
            "Dune Port Authority headedBy Ann Bell"
        ]
    );
}
