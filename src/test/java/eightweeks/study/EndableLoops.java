package eightweeks.study;

import eightweeks.study.check.GraftLoader;
import eightweeks.study.lesson.LoopEnd;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Lets a test end the loops of wrong answers that have no end.
 *
 * <p>No thread can end another one. A learner's check leaves such a thread behind and ends with its
 * process; in the build each would keep a core busy until the last test. So a call of {@link
 * LoopEnd#again} is put before every jump back, in the bytecode of all that an exercise loads: its
 * own classes, its tests, and the server's, which loop as well when a learner's class makes a list
 * that leads back to itself.
 */
final class EndableLoops implements GraftLoader.Change {
  private static final ClassDesc LOOP_END = ClassDesc.of(LoopEnd.class.getName());
  private static final MethodTypeDesc AGAIN = MethodTypeDesc.of(ConstantDescs.CD_void);

  /** The classes of the build: they are the same for every exercise. */
  private final Path reference;

  private final Map<Path, byte[]> changed = new HashMap<>();

  EndableLoops(Path reference) {
    this.reference = reference;
  }

  @Override
  public synchronized byte[] of(Path file, byte[] bytecode, ClassLoader loader) {
    return file.startsWith(reference)
        ? changed.computeIfAbsent(file, _ -> endable(bytecode, loader))
        : endable(bytecode, loader);
  }

  private static byte[] endable(byte[] bytecode, ClassLoader loader) {
    var hierarchy =
        ClassHierarchyResolver.ofResourceParsing(loader)
            .orElse(ClassHierarchyResolver.ofResourceParsing(EndableLoops.class.getClassLoader()))
            .cached();
    var classFile = ClassFile.of(ClassHierarchyResolverOption.of(hierarchy));
    return classFile.transformClass(
        classFile.parse(bytecode),
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(JumpsBack::new)));
  }

  /** Puts the call before each jump to a place that the code has passed. */
  private static final class JumpsBack implements CodeTransform {
    private final Set<Label> passed = new HashSet<>();

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof LabelTarget target) {
        passed.add(target.label());
      }
      if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
        code.invokestatic(LOOP_END, "again", AGAIN);
      }
      code.with(element);
    }
  }
}
