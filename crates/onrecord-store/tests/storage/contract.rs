//! The contract that every storage must fulfil. Each test gets a folder in which it creates its store.

pub(crate) mod conditions;
pub(crate) mod confidence;
pub(crate) mod corrections;
pub(crate) mod distinct;
pub(crate) mod facets;
pub(crate) mod find;
pub(crate) mod keep;
pub(crate) mod merged_corrections;
pub(crate) mod pictures;
pub(crate) mod rejected;
pub(crate) mod reread;
pub(crate) mod stories;

/// Creates a test from each function of the contract; the function `$create` creates the stores.
#[macro_export]
macro_rules! contract_tests {
    ($create:path) => {
        $crate::contract_tests! { $create,
            conditions: any_and_not_go_together, conditions_on_days_meet, operators_are_ordinary_words;
            confidence: unsure_entries_are_left_out, confidence_goes_with_other_conditions,
                entries_of_an_actor_are_filtered;
            corrections: corrections_find_their_entries_again, invalid_corrections_are_refused,
                records_go_out_as_people_corrected_them, entries_are_found_by_verdict,
                missing_words_leave_those_of_the_reader, words_inside_of_words_are_refused,
                a_type_takes_its_mode_and_its_codes_with_it, corrections_count_in_everything_that_is_found,
                people_are_told_of_each_other;
            distinct: an_event_has_all_its_reports, one_report_that_matches_is_enough,
                corrections_count_in_distinct_events, events_are_counted_in_tables, an_event_that_happened_is_actual, distinct_events_are_in_pages;
            facets: entries_are_counted_by_value, names_are_counted_once,
                countries_of_actors_are_those_of_the_articles_found, unsure_speakers_are_left_out, places_are_found_in_every_spelling,
                unknown_types_are_refused;
            find: words_are_found_newest_first, criteria_go_together,
                events_are_found_by_the_countries_of_those_who_take_part, what_is_found_says_all, pages_follow_each_other,
                a_changed_article_is_found_by_its_new_words_only, totals_of_actors_follow_their_articles,
                actors_of_the_most_articles_in_days_come_first;
            keep: the_same_article_changes_nothing, a_changed_article_is_a_new_version,
                a_broken_record_is_refused_and_the_batch_with_it, nobody_takes_over_the_article_of_another,
                pages_are_known_where_they_come_from, the_origin_of_an_article_is_kept;
            merged_corrections: a_correction_goes_on_from_the_one_before, what_is_so_already_is_no_change,
                an_earlier_mode_goes_with_its_type, values_are_plain,
                stories_have_corrected_speakers;
            pictures: statements_have_the_places_that_they_name, places_are_counted, ties_are_counted_between_actors,
                the_same_name_is_one_actor_of_a_network;
            rejected: a_rejected_actor_is_nobody, a_statement_without_speakers_has_no_confidence_in_them,
                articles_are_not_found_by_rejected_statements, articles_count_what_is_not_rejected,
                verdicts_go_with_nested_conditions;
            reread: older_records_are_renewed_in_place;
            stories: similar_articles_are_one_story, a_changed_article_is_placed_anew_and_one_read_again_stays,
                stories_of_one_matter_are_a_thread, stories_of_two_threads_can_be_joined,
                manual_edits_stay_and_can_be_undone;
        }
    };
    ($create:path, $($module:ident: $($test:ident),+;)+) => {
        $(mod $module {
            $(#[test]
            fn $test() {
                let name = concat!(stringify!($module), "-", stringify!($test));
                $crate::contract::$module::$test(&$crate::support::Folder::new(name, $create));
            })+
        })+
    };
}
