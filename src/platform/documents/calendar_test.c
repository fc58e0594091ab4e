#include <string.h>

#include "platform/base/text.h"
#include "platform/base/time.h"
#include "platform/documents/calendar.h"
#include "tests/test.h"

static const char *invitation(const char *method, int64_t sequence)
{
    const char *ics = NULL;
    size_t length = 0;
    int64_t from = 0, winter = 0;
    instant_of("2027-07-01", 16, 0, false, &from);
    instant_of("2027-11-04", 16, 0, false, &winter);
    const CalendarEntry entries[] = {
        { .uid = "registration-7-1@lyceum.example", .sequence = sequence, .starts_at = from, .ends_at = from + 5400, .title = "Phonics, again; and again", .place = "Town Hall\nRoom 2", .changed_at = 1795510800 },
        { .uid = "registration-7-2@lyceum.example", .sequence = sequence, .starts_at = winter, .ends_at = winter + 5400, .title = "Phonics", .changed_at = 1795510800 },
    };
    EXPECT_OK(calendar_write(test_cx(), &(Calendar){ .method = method, .organiser_name = "Fleet and Wandle", .organiser_email = "office@fw.example",
                             .attendee_name = "Siobhán O’Neill", .attendee_email = "siobhan@school.example", .entries = entries, .count = 2 }, &ics, &length));
    EXPECT_EQUAL(strlen(ics), length);
    return ics;
}

TEST("an invitation names London's zone, and four o'clock is four o'clock in summer and in winter")
{
    const char *ics = invitation("REQUEST", 3);
    EXPECT_HAS(ics, "METHOD:REQUEST\r\n");
    EXPECT_HAS(ics, "DTSTART;TZID=Europe/London:20270701T160000\r\n");
    EXPECT_HAS(ics, "DTSTART;TZID=Europe/London:20271104T160000\r\n");
    EXPECT_HAS(ics, "TZID:Europe/London\r\n");
    EXPECT_LACKS(ics, "freeassociation");
    EXPECT_HAS(ics, "SEQUENCE:3\r\n");
    EXPECT_HAS(ics, "UID:registration-7-2@lyceum.example\r\n");
    EXPECT_HAS(ics, "SUMMARY:Phonics\\, again\\; and again\r\n");
    EXPECT_HAS(ics, "LOCATION:Town Hall\\nRoom 2\r\n");
    EXPECT(strlen(ics) < 3500);   /* the zone's rules of these years, not those since 1847 */
}

TEST("another program reads the same instants, people and words in it")
{
    const char *path = text(test_cx(), "%s/invitation.ics", test_folder()), *source = getenv("LYCEUM_SOURCE");
    FILE *file = fopen(path, "wb");
    EXPECT(file && fputs(invitation("REQUEST", 3), file) >= 0 && fclose(file) == 0);
    const char *read = test_told(text(test_cx(), "/usr/bin/python3 %s/tests/calendar_reader.py %s", source ? source : ".", path));
    EXPECT_HAS(read, "method REQUEST\nevent registration-7-1@lyceum.example sequence 3 status CONFIRMED");
    EXPECT_HAS(read, "starts 2027-07-01T16:00:00+01:00 which is 15:00Z");
    EXPECT_HAS(read, "starts 2027-11-04T16:00:00+00:00 which is 16:00Z");
    EXPECT_HAS(read, "summary Phonics, again; and again");
    EXPECT_HAS(read, "place 'Town Hall\\nRoom 2'");
    EXPECT_HAS(read, "attendee mailto:siobhan@school.example Siobhán O’Neill");
}

TEST("a withdrawn invitation says so")
{
    const char *ics = invitation("CANCEL", 4);
    EXPECT_HAS(ics, "METHOD:CANCEL\r\n");
    EXPECT_HAS(ics, "STATUS:CANCELLED\r\n");
    EXPECT_HAS(ics, "SEQUENCE:4\r\n");
}

TEST("a calendar of nothing is still a calendar")
{
    const char *ics;
    size_t length;
    EXPECT_OK(calendar_write(test_cx(), &(Calendar){ .method = "PUBLISH", .name = "Courses" }, &ics, &length));
    EXPECT_HAS(ics, "BEGIN:VCALENDAR\r\n");
    EXPECT_HAS(ics, "X-WR-CALNAME:Courses\r\n");
}
