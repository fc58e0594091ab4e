#include "platform/html/govuk/parts.h"

static void name_put(Out *out, const Task *task, const char *prefix, int n)
{
    if (task->href) {
        html(out, "<a class=\"govuk-link govuk-task-list__link%s%s\" href=\"%s\" aria-describedby=\"", class_gap(task->title_classes),
             class_text(task->title_classes), task->href);
        if (task->hint) html(out, "%s-%d-hint ", prefix, n);
        html(out, "%s-%d-status\">%s</a>", prefix, n, task->title);
        return;
    }
    html(out, "<div ");
    if (task->title_classes) html(out, "class=\"%s\"", task->title_classes);
    html(out, ">%s</div>", task->title);
}

static void task_put(Out *out, const Task *task, const char *prefix, int n)
{
    html(out, "<li class=\"govuk-task-list__item%s%s%s\"><div class=\"govuk-task-list__name-and-hint\">", task->href ? " govuk-task-list__item--with-link" : "",
         class_gap(task->classes), class_text(task->classes));
    name_put(out, task, prefix, n);
    if (task->hint) html(out, "<div id=\"%s-%d-hint\" class=\"govuk-task-list__hint\">%s</div>", prefix, n, task->hint);
    html(out, "</div><div class=\"govuk-task-list__status%s%s\" id=\"%s-%d-status\">", class_gap(task->status_classes), class_text(task->status_classes), prefix, n);
    if (task->tag) govuk_tag(out, (Tag){ .text = task->tag, .classes = task->tag_classes });
    else html(out, "%s", task->status);
    html(out, "</div></li>\n");
}

void govuk_task_list(Out *out, TaskList list)
{
    html(out, "<ul class=\"govuk-task-list%s%s\"", class_gap(list.classes), class_text(list.classes));
    put_attributes(out, list.attributes);
    html(out, ">\n");
    for (size_t i = 0; i < list.count; i++) task_put(out, &list.tasks[i], list.id_prefix ? list.id_prefix : "task-list", (int)i + 1);
    html(out, "</ul>\n");
}
