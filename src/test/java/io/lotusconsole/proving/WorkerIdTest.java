package io.lotusconsole.proving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkerIdTest {
    @Test
    void numbersSortByValueAndBeforeTexts() {
        List<String> sorted = Stream.of(
                        "b", "10", "", "2", "0a", "0", "01", "99999999999999999999", "00000001-0000", "A", "100000000")
                .map(WorkerId::new)
                .sorted()
                .map(WorkerId::text)
                .toList();
        assertEquals(
                List.of("0", "2", "10", "100000000", "99999999999999999999", "", "00000001-0000", "01", "0a", "A", "b"),
                sorted);
    }

    @Test
    void tablesShowTheFirstEight() {
        assertEquals("0dfee12c", new WorkerId("0dfee12c-4f32-4d4f-b87c-e905c1b3a9e9").shortText());
        assertEquals("7", new WorkerId("7").shortText());
    }
}
