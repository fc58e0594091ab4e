#include "platform/html/govuk/parts.h"

static void action_put(Out *out, const SummaryAction *action)
{
    html(out, "<a class=\"govuk-link%s%s\" href=\"%s\"", class_gap(action->classes), class_text(action->classes), action->href ? action->href : "");
    put_attributes(out, action->attributes);
    html(out, ">%s", action->text);
    if (action->hidden) html(out, "<span class=\"govuk-visually-hidden\"> %s</span>", action->hidden);
    html(out, "</a>");
}

static void actions_put(Out *out, const SummaryRow *row)
{
    html(out, "<dd class=\"govuk-summary-list__actions%s%s\">", class_gap(row->actions_classes), class_text(row->actions_classes));
    if (row->action_count == 1) {
        action_put(out, row->actions);
    } else {
        html(out, "<ul class=\"govuk-summary-list__actions-list\">");
        for (size_t i = 0; i < row->action_count; i++) {
            html(out, "<li class=\"govuk-summary-list__actions-list-item\">");
            action_put(out, &row->actions[i]);
            html(out, "</li>");
        }
        html(out, "</ul>");
    }
    html(out, "</dd>");
}

static void row_put(Out *out, const SummaryRow *row, bool others_have_actions)
{
    html(out, "<div class=\"govuk-summary-list__row%s%s%s\">", others_have_actions && !row->action_count ? " govuk-summary-list__row--no-actions" : "",
         class_gap(row->classes), class_text(row->classes));
    html(out, "<dt class=\"govuk-summary-list__key%s%s\">%s</dt>", class_gap(row->key_classes), class_text(row->key_classes), row->key);
    html(out, "<dd class=\"govuk-summary-list__value%s%s\">%s</dd>", class_gap(row->value_classes), class_text(row->value_classes), row->value);
    if (row->action_count) actions_put(out, row);
    html(out, "</div>\n");
}

void govuk_summary_list(Out *out, SummaryList list)
{
    bool any_actions = false;
    for (size_t i = 0; i < list.count; i++) any_actions |= list.rows[i].action_count > 0;

    html(out, "<dl class=\"govuk-summary-list%s%s\"", class_gap(list.classes), class_text(list.classes));
    put_attributes(out, list.attributes);
    html(out, ">\n");
    for (size_t i = 0; i < list.count; i++) row_put(out, &list.rows[i], any_actions);
    html(out, "</dl>\n");
}
