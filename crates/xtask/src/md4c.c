/* Markdown to HTML by md4c, as its own md2html does it: Debian has the library only. */
#include <stdio.h>
#include <stdlib.h>

/* As md4c-html.h and md4c.h of 0.4.8 have them; not every package brings these. */
int md_html(const char *text, unsigned size, void (*put)(const char *, unsigned, void *), void *out,
            unsigned parser, unsigned renderer);
enum { PERMISSIVE_LINKS = 0x0004 | 0x0008 | 0x0400, TABLES = 0x0100, STRIKETHROUGH = 0x0200, TASKS = 0x0800 };

static void put(const char *text, unsigned size, void *out) { fwrite(text, 1, size, out); }

int main(int count, char **words) {
    FILE *in = count > 1 ? fopen(words[1], "rb") : NULL;
    if (!in || fseek(in, 0, SEEK_END)) return 1;
    long size = ftell(in);
    char *text = malloc(size + 1);
    rewind(in);
    if (!text || fread(text, 1, size, in) != (size_t)size) return 1;
    return md_html(text, size, put, stdout, PERMISSIVE_LINKS | TABLES | STRIKETHROUGH | TASKS, 0) ? 1 : 0;
}
