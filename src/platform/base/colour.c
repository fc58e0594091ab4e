#include "platform/base/colour.h"

#include <math.h>
#include <string.h>

#include "platform/base/text.h"

static const Brand house = { .band = "#0d3b45", .link = "#0a5f73", .button = "#0a5f5a", .accent = "#e8a23a" };

bool colour_valid(const char *colour)
{
    return *colour == '#' && strlen(colour) == 7 && strspn(colour + 1, "0123456789abcdefABCDEF") == 6;
}

static int digit(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

int colour_part(const char *colour, int which) { return digit(colour[1 + 2 * which]) * 16 + digit(colour[2 + 2 * which]); }

static double light(const char *colour)
{
    static const double weight[] = { 0.2126, 0.7152, 0.0722 };
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double share = colour_part(colour, i) / 255.0;
        sum += weight[i] * (share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double colour_contrast(const char *one, const char *other)
{
    double a = light(one), b = light(other);
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

const char *colour_mix(Ctx *cx, const char *one, const char *other, int share)
{
    int mixed[3];
    for (int i = 0; i < 3; i++) mixed[i] = (colour_part(one, i) * (100 - share) + colour_part(other, i) * share) / 100;
    return text(cx, "#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
}

static const char *own(const char *colour, const char *otherwise) { return colour && colour_valid(colour) ? colour : otherwise; }

Brand brand_of(const Partnership *partnership)
{
    const Brand *brand = &partnership->brand;
    return (Brand){ own(brand->band, house.band), own(brand->link, house.link), own(brand->button, house.button), own(brand->accent, house.accent) };
}

bool brand_is_house(const Partnership *partnership)
{
    Brand brand = brand_of(partnership);
    return same(brand.band, house.band) && same(brand.link, house.link) && same(brand.button, house.button) && same(brand.accent, house.accent);
}
