package dev.lockstep.text.parsing.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows that name their columns where these have names, and nowhere else. */
class RecordsTest {

    /** Rows are divided by slashes and their cells by semicolons. */
    private static String written(String table) {
        List<String> lines = new ArrayList<>();
        Records records = new Records(lines::add);
        for (String row : table.split("/", -1)) {
            records.row(Arrays.asList(row.split(";", -1)));
        }
        records.end();
        return String.join(" / ", lines);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "words above figures | name;born/Ada;1815/Grace;1906 | name: Ada; born: 1815 / name: Grace; born: 1906",
                "nothing but words | dept;person/Legal;Ada | dept: Legal; person: Ada",
                "an index without a name | ;name;age/0;Ada;36/1;Bob;41 | 0; name: Ada; age: 36 / 1; name: Bob; age: 41",
                "years | Country;2024;2025/Peru;11;12 | Country: Peru; 2024: 11; 2025: 12",
                "years beside an index | ;2023;2024;2025/a;1;2;3 | a; 2023: 1; 2024: 2; 2025: 3",
                "a year beside a sum | Country;2024;Total/Peru;11;12 | Country: Peru; 2024: 11; Total: 12",
                "a name twice | team;goals;team;goals/Ajax;2;Celtic;1 | team: Ajax; goals: 2; team: Celtic; goals: 1",
                "a title | Staff report 2026/;/name;born/Ada;1815 | Staff report 2026 / name: Ada; born: 1815",
                "two titles | Staff/of 2026/name;born;died/Ada;1815;1852 | Staff / of 2026 / name: Ada; born: 1815; died: 1852",
                "a remark below | a;b/1;2/;/Source: us | a: 1; b: 2 / Source: us",
                "another table below | a;b/1;2/;/name;born/Ada;1815 | a: 1; b: 2 / name: Ada; born: 1815",
                "rows go on after a gap | a;b/1;2/;/3;4 | a: 1; b: 2 / a: 3; b: 4",
                "money and shares | item;price;share/tea;€ 4.50;12 %/milk;$1,20;3% | item: tea; price: € 4.50; share: 12 % / item: milk; price: $1,20; share: 3%",
                "nothing but names | name;born | name; born"
            })
    void namesAreInEachRow(String what, String table, String expected) {
        assertThat(written(table)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "keys and values of every kind | Name;Ada/Born;1815/City;London",
                "keys with colons | Project:;Lockstep/Sponsor:;Ada/Budget:;none",
                "well-known keys | Title;On otters/Author;Ada/Language;English",
                "figures alone | 1;2/3;4",
                "people with their years | Ada;1815;1852;London/Grace;1906;1992;New York",
                "one person with a year | Ada;1815;London/Grace;1906;New York",
                "a founding year | Founded;1999/Employees;120",
                "a value that is there again | x;red;y/z;red;w",
                "addresses | ada@example.org;Ada;x/bob@example.org;Bob;y",
                "flags | a;yes;no/b;no;yes",
                "dates | 2024-01-05;Ada;x/2024-01-06;Bob;y"
            })
    void rowsWithoutNamesHaveNone(String what, String table) {
        assertThat(written(table)).isEqualTo(table.replace(";", "; ").replace("/", " / "));
    }

    @Test
    void aLongTableNamesItsLastRowToo() {
        StringBuilder table = new StringBuilder("name;born");
        for (int i = 0; i < 100; i++) {
            table.append("/n").append(i).append(';').append(1800 + i);
        }
        assertThat(written(table.toString())).startsWith("name: n0; born: 1800").endsWith("name: n99; born: 1899");
    }
}
