import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.util.List;

/** Runs HeidelTime over texts in one Java process: CONFIG TYPE FOLDER, where FOLDER/list has a name and a date a line. */
public class HeidelTimeRun {
    public static void main(String[] args) throws Exception {
        DocumentType type = DocumentType.valueOf(args[1].toUpperCase());
        HeidelTimeStandalone tagger = new HeidelTimeStandalone(Language.ENGLISH, type, OutputType.TIMEML, args[0]);
        Path folder = Path.of(args[2]);
        List<String> lines = Files.readAllLines(folder.resolve("list"));
        for (String line : lines) {
            String[] parts = line.split("\t");
            String text = Files.readString(folder.resolve(parts[0] + ".txt"));
            String found = tagger.process(text, new SimpleDateFormat("yyyy-MM-dd").parse(parts[1]));
            Files.writeString(folder.resolve(parts[0] + ".tml"), found);
        }
    }
}
