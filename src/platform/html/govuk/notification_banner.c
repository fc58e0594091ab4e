#include "platform/base/text.h"
#include "platform/html/govuk/parts.h"

void govuk_notification_banner_begin(Out *out, NotificationBanner banner)
{
    bool success = banner.type && same(banner.type, "success");
    const char *id = banner.title_id ? banner.title_id : "govuk-notification-banner-title";
    const char *title = banner.title ? banner.title : success ? "Success" : "Important";
    int level = banner.title_level ? banner.title_level : 2;

    html(out, "<div class=\"govuk-notification-banner%s%s%s\" role=\"%s\" aria-labelledby=\"%s\" data-module=\"govuk-notification-banner\"",
         success ? " govuk-notification-banner--success" : "", class_gap(banner.classes), class_text(banner.classes),
         banner.role ? banner.role : success ? "alert" : "region", id);
    if (banner.disable_focus) html(out, " data-disable-auto-focus=\"%s\"", banner.disable_focus == YES ? "true" : "false");
    put_attributes(out, banner.attributes);
    html(out, "><div class=\"govuk-notification-banner__header\"><h%d class=\"govuk-notification-banner__title\" id=\"%s\">%s</h%d></div>"
              "<div class=\"govuk-notification-banner__content\">", level, id, title, level);
}

void govuk_notification_banner_end(Out *out) { html(out, "</div></div>\n"); }

void govuk_notification_banner(Out *out, NotificationBanner banner)
{
    govuk_notification_banner_begin(out, banner);
    if (banner.text) html(out, "<p class=\"govuk-notification-banner__heading\">%s</p>", banner.text);
    govuk_notification_banner_end(out);
}
