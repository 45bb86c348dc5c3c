package eightweeks.site;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a source file declares and on which lines, as the compiler's own parser sees it.
 *
 * @param path the file
 * @param packageName of the file
 * @param imports names imported, members of classes included
 * @param members everything declared, in order
 */
record JavaOutline(Path path, String packageName, List<String> imports, List<Member> members) {
  /** What a declaration is of. */
  enum Kind {
    TYPE,
    METHOD,
    FIELD
  }

  /**
   * A declaration.
   *
   * @param name with the classes around it: {@code Query.words}; a constructor has its class's name
   * @param first its first line, behind its comment and its annotations, from 1
   * @param headLast the line of the opening brace, or {@code last} if it has none
   * @param last its last line
   */
  record Member(Kind kind, String name, int first, int headLast, int last) {
    boolean contains(int line) {
      return first <= line && line <= last;
    }

    /** {@code Query.words()} for a method, and {@code Query} for a class. */
    String title() {
      return kind == Kind.METHOD ? name + "()" : name;
    }

    String simpleName() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }

  /** Parses files, all in one go. */
  static List<JavaOutline> parse(List<Path> files) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new SiteException("The site is made with a JDK, and this is a JRE without a compiler.");
    }
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  _ -> {},
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      var outlines = new ArrayList<JavaOutline>();
      var positions = Trees.instance(task).getSourcePositions();
      for (var unit : task.parse()) {
        outlines.add(outline(unit, positions));
      }
      return outlines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaOutline outline(CompilationUnitTree unit, SourcePositions positions) {
    var packageTree = unit.getPackageName();
    var scanner = new Scanner(unit, positions);
    scanner.scan(unit, null);
    return new JavaOutline(
        Path.of(unit.getSourceFile().toUri()),
        packageTree == null ? "" : packageTree.toString(),
        scanner.imports,
        scanner.members);
  }

  /** Returns the smallest method around these lines that holds more than them. */
  Optional<Member> methodAround(int first, int last) {
    return members.stream()
        .filter(m -> m.kind == Kind.METHOD && m.first <= first && last <= m.last)
        .min(Comparator.comparingInt(m -> m.last - m.first));
  }

  /** Returns the smallest declaration around a line. */
  Optional<Member> around(int line) {
    return members.stream()
        .filter(m -> m.contains(line))
        .min(Comparator.comparingInt(m -> m.last - m.first));
  }

  /** Returns the declaration that follows a comment which ends on a line. */
  Optional<Member> behind(int line) {
    return members.stream().filter(m -> m.first > line).min(Comparator.comparingInt(Member::first));
  }

  private static final class Scanner extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final LineMap lines;
    private final ArrayDeque<String> around = new ArrayDeque<>();
    private final List<String> imports = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();

    Scanner(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
      lines = unit.getLineMap();
    }

    @Override
    public @Nullable Void visitPackage(PackageTree tree, @Nullable Void none) {
      return null;
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void none) {
      imports.add(tree.getQualifiedIdentifier().toString());
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
      var name = tree.getSimpleName().toString();
      if (name.isEmpty()) {
        return null; // an anonymous class belongs to the method around it
      }
      around.addLast(name);
      members.add(member(Kind.TYPE, String.join(".", around), tree, tree.getModifiers(), -1));
      super.visitClass(tree, null);
      around.removeLast();
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
      var name = tree.getName().toString();
      if (positions.getEndPosition(unit, tree) < 0) {
        return null; // made by the compiler
      }
      if (name.equals("<init>") && !around.isEmpty()) {
        name = around.getLast();
      }
      var body = tree.getBody();
      int brace = body == null ? -1 : line(positions.getStartPosition(unit, body));
      var full = around.isEmpty() ? name : String.join(".", around) + "." + name;
      members.add(member(Kind.METHOD, full, tree, tree.getModifiers(), brace));
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
      var full = String.join(".", around) + "." + tree.getName();
      members.add(member(Kind.FIELD, full, tree, tree.getModifiers(), -1));
      return null;
    }

    private Member member(Kind kind, String name, Tree tree, ModifiersTree modifiers, int brace) {
      int first = line(positions.getStartPosition(unit, tree));
      int last = line(positions.getEndPosition(unit, tree) - 1);
      for (var annotation : modifiers.getAnnotations()) {
        int end = line(positions.getEndPosition(unit, annotation) - 1);
        if (end >= first && end < last && end < (brace < 0 ? last : brace)) {
          first = end + 1;
        }
      }
      return new Member(kind, name, first, brace < 0 ? last : brace, last);
    }

    private int line(long position) {
      return (int) lines.getLineNumber(position);
    }
  }
}
