//! The language of an article: the one that it states, else the one that its letters tell.

use whatlang::Lang;

use super::Article;

/// Bytes of an article by which its language is told when it does not say.
const SAMPLE: usize = 2_000;

/// Returns the BCP 47 tag of an article's language; nothing when it neither says it nor can be told with certainty.
pub fn tag(article: &Article) -> Option<String> {
    if let Some(stated) = article.metadata.language.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        return Some(stated.to_owned());
    }
    let end = (0..=SAMPLE.min(article.text.len())).rev().find(|at| article.text.is_char_boundary(*at))?;
    let guess = whatlang::detect(&article.text[..end])?;
    guess.is_reliable().then(|| two_letters(guess.lang()).to_owned())
}

/// Returns the two letters of a language.
fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;

    #[test]
    fn the_language_is_the_stated_one_or_told_by_the_words_or_not_told() {
        let hebrew = "תשעה בני אדם פונו לבית החולים לאחר שהגשר התמוטט אל תוך הנהר ביום שבת בבוקר.";
        let mut article = read(hebrew.as_bytes(), "a.txt").unwrap();
        assert_eq!(tag(&article).as_deref(), Some("he"));
        article.metadata.language = Some(" de-AT ".into());
        assert_eq!(tag(&article).as_deref(), Some("de-AT"));
        assert_eq!(tag(&read(b"12 34 56", "a.txt").unwrap()), None);
    }
}
