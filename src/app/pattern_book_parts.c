#include "app/pattern_book.h"
#include "platform/html/ly/ly.h"

static void words_and_bars(Out *out)
{
    static const LyPlaces states[] = { { 24, 0, 0 }, { 24, 11, 0 }, { 24, 21, 0 }, { 24, 23, 0 }, { 24, 24, 0 }, { 24, 24, 5 } };
    static const char *const themes[] = { "Leadership", "Curriculum", "SEND", "Early years", "Safeguarding", "Governance" };

    pattern_begin(out, "Status: good, careful, bad, to know, quiet; in tables");
    html(out, "<div class=\"ly-row\">");
    ly_status(out, LY_GOOD, "Booked");
    ly_status(out, LY_WARN, "Due Friday");
    ly_status(out, LY_BAD, "Full");
    ly_status(out, LY_INFO, "In review");
    ly_status(out, LY_QUIET, "Draft");
    ly_status_tiny(out, LY_GOOD, "Attended");
    ly_status_tiny(out, LY_QUIET, "Closed");
    html(out, "</div>");
    pattern_end(out);

    pattern_begin(out, "Themes");
    html(out, "<div class=\"ly-row ly-small\">");
    for (size_t i = 0; i < COUNT(themes); i++) ly_theme(out, themes[i], (int64_t)i + 1);
    html(out, "</div>");
    pattern_end(out);

    pattern_begin(out, "Places: empty, some, few, one, full, full with people waiting");
    html(out, "<div class=\"ly-cards\">");
    for (size_t i = 0; i < COUNT(states); i++) {
        html(out, "<div>");
        ly_places(out, states[i]);
        html(out, "</div>");
    }
    html(out, "</div>");
    pattern_end(out);
}

static void people(Out *out)
{
    pattern_begin(out, "A person");
    html(out, "<div class=\"ly-row\">");
    ly_person(out, "Siobhán O’Dowd", "Teaching assistant, Year 3");
    html(out, "</div>");
    pattern_end(out);

    pattern_begin(out, "Choosing people: not chosen, chosen, wrong, not listed");
    ly_picker_begin(out);
    ly_pick(out, (LyPick){ .id = "d0", .name = "person", .value = "1", .person = "Marek Zielony", .what = "Year 3 teacher" });
    ly_pick(out, (LyPick){ .id = "d1", .name = "person", .value = "2", .person = "Callum Ferris", .what = "Year 2 teacher", .note = "Last phonics training: 2022", .checked = true });
    ly_pick(out, (LyPick){ .id = "d2", .name = "person", .value = "3", .person = "Priya Raman", .what = "SENCO", .note = "On another course that afternoon", .checked = true, .wrong = true });
    ly_pick(out, (LyPick){ .id = "d3", .name = "person", .value = "new", .person = "Somebody not listed", .what = "We send an invitation", .fresh = true });
    ly_picker_end(out);
    pattern_end(out);

    pattern_begin(out, "The register: to mark, present, absent, here for a part");
    ly_register_begin(out);
    ly_mark(out, (LyMark){ .id = "k0", .name = "k0", .person = "Hana Boateng", .organisation = "Tannery Lane Primary", .need = "Large print handouts" });
    ly_mark(out, (LyMark){ .id = "k1", .name = "k1", .person = "Callum Ferris", .organisation = "Tannery Lane Primary", .mark = "present" });
    ly_mark(out, (LyMark){ .id = "k2", .name = "k2", .person = "Mei-Lin Tao", .organisation = "Copper Wharf Primary", .mark = "absent" });
    ly_mark(out, (LyMark){ .id = "k3", .name = "k3", .person = "Idris Vaughan", .organisation = "Osier Walk Primary", .mark = "part", .minutes_name = "k3m", .minutes = "45" });
    ly_register_end(out);
    pattern_end(out);

    pattern_begin(out, "What needs me");
    ly_needs_begin(out);
    ly_need(out, "Marek Zielony asks for Phonics that sticks", "3 places left, and 17 in your package", "Decide", "#");
    ly_need(out, "Hana Boateng has not accepted", "Her place is held until Monday 18 January", "Remind her", "#");
    ly_needs_end(out);
    pattern_end(out);

    pattern_begin(out, "The waiting list in words");
    ly_queue_begin(out);
    ly_queue_row(out, "A school with nobody on the course yet", "joined 5 January", false);
    ly_queue_row(out, "Priya Raman, Tannery Lane", "joined 4 January", true);
    ly_queue_end(out);
    pattern_end(out);
}

static void lines(Out *out)
{
    static const LyDot a[] = { { 0, 70000 }, { 199, 70000 }, { 200, 125000 }, { 618, 125000 } }, b[] = { { 0, 75000 }, { 150, 75000 }, { 618, 309000 } };
    static const LyDot schools_a[] = { { 58, 70000 }, { 236, 125000 }, { 318, 125000 }, { 618, 125000 } }, schools_b[] = { { 58, 75000 }, { 236, 118000 }, { 318, 159000 }, { 618, 309000 } };
    static const LyLine both[] = { { .name = "Model A", .colour = 1, .line = a, .line_count = COUNT(a), .dots = schools_a, .dot_count = COUNT(schools_a) },
                                   { .name = "Model B", .colour = 2, .line = b, .line_count = COUNT(b), .dots = schools_b, .dot_count = COUNT(schools_b) } };
    ly_lines(out, (LyLines){ .id = "book-pays", .title = "What a school pays, by size", .says = "Each mark is a school. Model A asks more of those from 200 to 249 pupils, model B of all others.",
        .desc = "Two lines of price against pupils on roll.", .along = "Pupils on roll", .lines = both, .count = COUNT(both) });
}

static void panels(Out *out)
{
    pattern_begin(out, "Notes");
    ly_note(out, LY_INFO, "The price for your school is shown after you sign in.");
    ly_note(out, LY_GOOD, "Booked at 12.47pm.");
    ly_note(out, LY_WARN, "This training runs out on 2 March.");
    ly_note(out, LY_BAD, "This event was cancelled on 6 January.");
    pattern_end(out);

    pattern_begin(out, "Panels: plain, tint (beside it), mist (yours)");
    ly_panel_begin(out, (LyPanel){ .title = "Coming up", .level = 4, .end_text = "All 9", .end_href = "#" });
    ly_sessions_begin(out);
    ly_session(out, "2027-01-28", "Phonics that sticks", "1.15pm, Fleet Bridge");
    ly_sessions_end(out);
    ly_panel_end(out);
    ly_panel_begin(out, (LyPanel){ .title = "Good to know", .level = 4, .tone = LY_TINT, .small = true });
    ly_facts_begin(out, false);
    ly_fact(out, "Step-free", "Level entrance from the car park. Lift to Room 2.");
    ly_fact(out, "Hearing", "Induction loop, switch to T");
    ly_facts_end(out);
    ly_panel_end(out);
    ly_panel_begin(out, (LyPanel){ .title = "Your booking", .level = 4, .tone = LY_MIST });
    ly_sum_begin(out);
    ly_sum_row(out, "3 places at your price", "£180.00", false);
    ly_sum_row(out, "From your package", "−£180.00", false);
    ly_sum_row(out, "To pay", "£0.00", true);
    ly_sum_end(out);
    ly_panel_end(out);
    pattern_end(out);

    pattern_begin(out, "Facts in a row");
    ly_facts_begin(out, true);
    ly_fact(out, "For", "Year 2 and 3 teachers");
    ly_fact(out, "Phase", "Primary, special");
    ly_fact(out, "Learning time", "5 hours");
    ly_facts_end(out);
    pattern_end(out);

    pattern_begin(out, "Figures");
    ly_figures_begin(out);
    ly_figure(out, "Registrations", "1,184", "211 more than a year ago");
    ly_figure(out, "Waiting", "5", "2 from schools with nobody there yet");
    ly_figure(out, "Attended", "92%", NULL);
    ly_figures_end(out);
    pattern_end(out);

    pattern_begin(out, "A chart, with the numbers behind it");
    ly_bars(out, (LyBars){ .id = "changed", .title = "Did it change what you do?", .says = "17 of 24 do something differently.", .head = "Answer", .of = 24, .count = 4,
        .bars = (const LyBar[]){ { "Yes, a lot", 6, true }, { "Yes, in part", 11, true }, { "Not yet", 5, false }, { "No", 2, false } } });
    pattern_end(out);

    pattern_begin(out, "Columns, two beside each other");
    ly_columns(out, (LyColumnChart){ .id = "book-months", .title = "Income and cost by month", .says = "More came in than it cost, in both months.", .desc = "Columns of income and cost for April and May.", .first = "Income", .second = "Cost", .count = 2,
        .pairs = (const LyColumnPair[]){ { "April", 1240000, 820000 }, { "May", 4120000, 930000 } } });
    pattern_end(out);

    pattern_begin(out, "Steps that a number climbs, the one that holds marked");
    ly_thermometer(out, (LyThermometer){ .label = "Price steps", .number = 52, .count = 3,
        .steps = (const LyStep[]){ { 20, "20 or more", NULL, "£14.50" }, { 40, "40 or more", "52 are committed", "£12.60" }, { 60, "60 or more", "8 more class sets", "£11.40" } } });
    pattern_end(out);

    pattern_begin(out, "Lines, each with a dash and a mark of its own");
    lines(out);
    pattern_end(out);
}

static void ways(Out *out)
{
    static const char *const steps[] = { "Who", "Check", "Booked" };
    static const LyTab tabs[] = { { "Overview", "#", 0, true }, { "People", "#", 24, false }, { "Waiting list", "#", 5, false } };
    static const Anchor chips[] = { { "For governors", "#", NULL }, { "After school, online", "#", NULL } };

    pattern_begin(out, "Steps");
    ly_steps(out, steps, COUNT(steps), 1);
    pattern_end(out);

    pattern_begin(out, "Tabs of one thing");
    ly_tabs(out, "This event, an example", tabs, COUNT(tabs));
    pattern_end(out);

    pattern_begin(out, "Search and chips, on the dark opening of the front page");
    html(out, "<div class=\"ly-hero\"><div class=\"govuk-width-container\">");
    ly_search(out, (LySearch){ .action = "/courses", .name = "q", .label = "Search the programme", .placeholder = "Try phonics or first aid" });
    ly_chips(out, chips, COUNT(chips));
    html(out, "</div></div>");
    pattern_end(out);
}

static void lists(Out *out)
{
    static const LyAct acts[] = { { "do", "message", "Write to those booked" }, { "do", "close", "Close booking" } };
    static const SelectItem themes[] = { { "", "All themes", false, false, NULL }, { "1", "Leadership", false, false, NULL } };
    static const LyFacet audience[] = { { "t", "Teachers", 41, true }, { "g", "Governors and clerks", 12, false } };
    LyAgenda agenda = { 0 };

    pattern_begin(out, "The agenda");
    ly_agenda_event(out, &agenda, (LyEvent){ .date = "2027-01-19", .title = "Safeguarding refresher for designated leads", .href = "#", .when = "9.30am to 12.30pm",
                                             .where = "Fleet Bridge Learning Centre", .theme = "Safeguarding", .theme_colour = 5, .places = { 24, 24, 5 }, .price = "£60" });
    ly_agenda_event(out, &agenda, (LyEvent){ .date = "2027-01-19", .title = "New governor induction", .href = "#", .when = "6.30pm to 8pm", .where = "Online", .online = true,
                                             .theme = "Governance", .theme_colour = 6, .places = { 30, 19, 0 }, .price = "Free to all schools" });
    ly_agenda_event(out, &agenda, (LyEvent){ .date = "2027-02-04", .title = "Outdoor science through the seasons", .href = "#", .when = "9.30am to 3pm", .where = "Wandle Bank",
                                             .theme = "Curriculum", .theme_colour = 2, .note = "New this term", .status = "Booking opens 11 January", .meaning = LY_INFO });
    ly_agenda_end(out, &agenda);
    pattern_end(out);

    pattern_begin(out, "Filters: beside a list, over a table");
    html(out, "<div class=\"ly-split\">");
    ly_facets_begin(out, "/pattern-book", "Narrow the list", 1);
    ly_facet(out, "For", "for", audience, COUNT(audience));
    ly_facets_end(out, "Update the list");
    html(out, "<div>");
    ly_filterbar_begin(out, "/pattern-book");
    ly_filter_text(out, "title", "Title, code or facilitator", "search", NULL);
    ly_filter_select(out, "theme", "Theme", themes, COUNT(themes), "");
    ly_filterbar_end(out, "Filter");
    html(out, "</div></div>");
    pattern_end(out);

    pattern_begin(out, "A dense table with acts for the chosen rows");
    html(out, "<form action=\"/pattern-book\" method=\"get\" data-ly-bulk=\"\">");
    ly_bulk(out, "Actions on chosen events", acts, COUNT(acts));
    ly_panel_begin(out, (LyPanel){ .tone = LY_FLUSH });
    ly_table_begin(out, (LyTable){ .caption = "Events of the spring term", .boxed = true,
                                   LY_COLUMNS({ .text = "Choose", .hidden = true }, { .text = "Event", .href = "#" }, { .text = "When", .href = "#", .sorted = LY_ASCENDING },
                                              { .text = "Status" }, { .text = "Places" }, { .text = "Income", .number = true }) });
    html(out, "<tr>");
    ly_choose_cell(out, "event", 104, "Safeguarding refresher", true);
    html(out, "<th scope=\"row\"><a class=\"govuk-link\" href=\"#\">Safeguarding refresher</a><span class=\"ly-sub\">SG-104</span></th><td class=\"ly-nowrap\">Tue 19 Jan, 9.30am</td><td>");
    ly_status_tiny(out, LY_BAD, "Full");
    html(out, "</td><td>");
    ly_fill(out, (LyPlaces){ 24, 24, 5 });
    html(out, "</td><td class=\"ly-num\">£1,515.00</td></tr>");
    ly_table_foot_begin(out);
    html(out, "<tr><td></td><th scope=\"row\">All</th><td></td><td></td><td></td><td class=\"ly-num\">£1,515.00</td></tr>");
    ly_table_foot_end(out);
    ly_panel_end(out);
    html(out, "</form>");
    pattern_end(out);

    pattern_begin(out, "Empty, with its one act");
    ly_empty(out, (LyEmpty){ .title = "Nobody is waiting for you", .words = "When a colleague asks for a course, it appears here.", .act = "Book for somebody", .act_href = "#" });
    pattern_end(out);

    pattern_begin(out, "What happened, newest first");
    ly_papers(out, "Materials", "For you and the others who have a place.",
              (const LyPaper[]){ { "For before you come", "Reading", "/pattern-book", "PDF, 340 KB" }, { "From the day", "Slides", "/pattern-book", "PowerPoint, 4.1 MB" } }, 2);
    ly_history_begin(out);
    ly_happened(out, "Room changed from 2 to 1", "Tom Beckwith", "6 January 2027, 2.31pm", "24 calendars updated.");
    ly_happened(out, "Became full", "the last booking", "4 January 2027, 10.02am", NULL);
    ly_history_end(out);
    pattern_end(out);
}

void pattern_book_parts(Out *out)
{
    words_and_bars(out);
    people(out);
    panels(out);
    ways(out);
    lists(out);
}
