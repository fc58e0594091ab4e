#include "platform/html/govuk/parts.h"

void govuk_file_upload(Out *out, FileUpload upload)
{
    const char *id = upload.id ? upload.id : upload.name;
    Group group = { id, upload.hint, upload.error, upload.group_classes, upload.described_by };

    form_group_begin(out, &group);
    html(out, ">");
    govuk_label(out, (Label){ .text = upload.label, .classes = upload.label_classes, .for_id = id, .page_heading = upload.page_heading });
    form_group_notes(out, &group);
    if (upload.enhanced) html(out, "<div class=\"govuk-file-upload-wrapper\" data-module=\"govuk-file-upload\">");
    html(out, "<input class=\"govuk-file-upload%s%s%s\" id=\"%s\" name=\"%s\" type=\"file\"", class_gap(upload.classes), class_text(upload.classes),
         upload.error ? " govuk-file-upload--error" : "", id, upload.name);
    html_attr(out, "disabled", upload.disabled);
    html_attr(out, "multiple", upload.multiple);
    put_attribute(out, "accept", upload.accept);
    put_attribute(out, "aria-describedby", form_group_described_by(out->cx, &group));
    put_attributes(out, upload.attributes);
    html(out, ">");
    if (upload.enhanced) html(out, "</div>");
    form_group_end(out);
}
