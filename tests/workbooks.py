#!/usr/bin/env python3
"""Workbooks as other programs write them, and as no program would: workbooks.py KIND PATH. The parts are not packed, but for those that are to unpack to much."""
import sys
import zipfile

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
BOOK = ('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<workbookPr%s/><sheets><sheet name="Notes" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Staff" sheetId="2" r:id="rId2"/></sheets></workbook>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="t" Target="/xl/worksheets/sheet2.xml"/></Relationships>')
STRINGS = ('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Name</t></si><si><r><t>First </t></r><r><rPr><b/></rPr><t>day</t></r></si>'
           '<si><t>Siobh\u00e1n O\u2019Neill</t><rPh sb="0" eb="1"><t>shivawn</t></rPh></si><si><t>Price</t></si></sst>')
STYLES = ('<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="[$-809]dd/mm/yyyy"/>'
          '<numFmt numFmtId="165" formatCode="&quot;due &quot;#,##0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
          '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>')
ROWS = ('<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>Again</t></is></c><c r="D2" t="s"><v>3</v></c></row>'
        '<row r="3"/><row r="4"><c r="A4" t="s"><v>2</v></c><c r="B4" s="1"><v>46266</v></c><c r="D4" s="2"><v>60.500000000000007</v></c></row>'
        '<row r="6"><c r="A6" t="str"><f>"A"&amp;"da"</f><v>Ada</v></c><c r="B6" s="3"><v>46206.541666666664</v></c><c r="C6" t="b"><v>1</v></c><c r="D6"><v>100001</v></c></row>'
        '<row r="7"><c t="inlineStr"><is><t>Bo</t></is></c><c s="4"><v>0.375</v></c><c t="e"><v>#N/A</v></c><c><v>1.2E+3</v></c></row>')


def parts(kind):
    strings, first = STRINGS, ''
    if kind == 'entities':
        strings = '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>' + STRINGS.replace('Name', '&b;&f;')
    if kind == 'bomb':
        first = '<row></row>' * (2 << 20)
    return {'xl/workbook.xml': BOOK % (' date1904="1"' if kind == '1904' else ''), 'xl/_rels/workbook.xml.rels': RELS, 'xl/sharedStrings.xml': strings, 'xl/styles.xml': STYLES,
            'xl/worksheets/sheet1.xml': SHEET % '<row r="1"><c r="A1" t="inlineStr"><is><t>secret</t></is></c></row>',
            'xl/worksheets/sheet2.xml': SHEET % ('<row r="1"><c r="ZZ1"><v>1</v></c></row>' if kind == 'wide' else first + ROWS)}


def main(kind, path):
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED if kind == 'bomb' else zipfile.ZIP_STORED) as book:
        for name, words in parts(kind).items():
            if kind != 'no-sheet' or 'sheet2' not in name:
                book.writestr(zipfile.ZipInfo(name), words, compress_type=zipfile.ZIP_DEFLATED if kind == 'bomb' else zipfile.ZIP_STORED)
    if kind == 'cut':
        with open(path, 'r+b') as file:
            file.truncate(600)


main(sys.argv[1], sys.argv[2])
