#include "platform/base/text.h"
#include "platform/html/govuk/textarea.h"

void govuk_character_count(Out *out, CharacterCount count)
{
    const Textarea *textarea = &count.textarea;
    const char *id = textarea->id ? textarea->id : textarea->name, *info = text(out->cx, "%s-info", id);
    int limit = count.words ? count.words : count.characters;
    Group group = { id, textarea->hint, textarea->error, text(out->cx, "govuk-character-count%s%s", class_gap(textarea->group_classes), class_text(textarea->group_classes)), info };

    form_group_begin(out, &group);
    html(out, " data-module=\"govuk-character-count\"");
    if (count.characters) html(out, " data-maxlength=\"%d\"", count.characters);
    if (count.words) html(out, " data-maxwords=\"%d\"", count.words);
    if (count.threshold) html(out, " data-threshold=\"%d\"", count.threshold);
    if (count.words) html(out, " data-count-type=\"words\"");
    html(out, ">");
    govuk_label(out, (Label){ .text = textarea->label, .classes = textarea->label_classes, .for_id = id, .page_heading = textarea->page_heading });
    form_group_notes(out, &group);
    put_textarea(out, textarea, id, form_group_described_by(out->cx, &group), "govuk-js-character-count");
    govuk_hint(out, (Hint){ .id = info, .text = limit ? text(out->cx, "You can enter up to %d %s", limit, count.words ? "words" : "characters") : NULL,
                            .classes = text(out->cx, "govuk-character-count__message%s%s", class_gap(count.message_classes), class_text(count.message_classes)) });
    form_group_end(out);
}
