package eightweeks.study.trace;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the server so that it says which methods it runs.
 *
 * <p>Into the bytecode of each method it puts a call of {@link Recorder#enter} at the beginning and
 * of {@link Recorder#exit} before each return. Constructors and what the compiler has made (lambda
 * bodies, bridges) are left alone: what they call counts as called by who called them.
 *
 * <p>One loader for all classes of the server, and for {@code TracedServer}, which drives it. It
 * sees nothing else of the tool but the recorder.
 */
final class TracingLoader extends URLClassLoader {
  private static final ClassDesc RECORDER = ClassDesc.of(Recorder.class.getName());
  private static final MethodTypeDesc NOTE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);

  private final List<Method> methods = new ArrayList<>();

  /**
   * A method of the server.
   *
   * @param type the full name of its class
   * @param name its own name
   */
  record Method(String type, String name) {
    /** Its class, without the package. */
    String simpleType() {
      return type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** Its package without the name of the project: {@code week1.resp}. */
    String room() {
      int first = type.indexOf('.') + 1;
      return type.substring(first, Math.max(first, type.lastIndexOf('.')));
    }
  }

  /**
   * @param path folders or jars with the classes of the server, and this class
   */
  TracingLoader(List<Path> path) {
    super("trace", urls(path), new Shared());
    setDefaultAssertionStatus(false); // what an assertion calls is not on the way
  }

  private static URL[] urls(List<Path> path) {
    var urls = new URL[path.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = path.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return urls;
  }

  /** Returns the method with a number that the recorder has noted. */
  Method method(int number) {
    return methods.get(number);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      var plain = in.readAllBytes();
      var bytes = name.startsWith("eightweeks.week") ? instrument(plain) : plain;
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] instrument(byte[] plain) {
    var classFile =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this).cached()));
    ClassModel model = classFile.parse(plain);
    var type = model.thisClass().asInternalName().replace('/', '.');
    ClassTransform transform =
        (builder, element) -> {
          if (element instanceof MethodModel method && isTraced(method)) {
            methods.add(new Method(type, method.methodName().stringValue()));
            builder.transformMethod(
                method, MethodTransform.transformingCode(new Notes(methods.size() - 1)));
          } else {
            builder.with(element);
          }
        };
    return classFile.transformClass(model, transform);
  }

  private static boolean isTraced(MethodModel method) {
    return method.code().isPresent()
        && !method.methodName().stringValue().startsWith("<")
        && !method.flags().has(AccessFlag.SYNTHETIC);
  }

  /** Puts the two calls into the code of a method. */
  private record Notes(int number) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder code) {
      code.loadConstant(number).invokestatic(RECORDER, "enter", NOTE);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (element instanceof ReturnInstruction) {
        code.loadConstant(number).invokestatic(RECORDER, "exit", NOTE);
      }
      code.with(element);
    }
  }

  /** The JDK, and of the tool the recorder alone. */
  private static final class Shared extends ClassLoader {
    Shared() {
      super("shared", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.equals(Recorder.class.getName())) {
        return Recorder.class;
      }
      throw new ClassNotFoundException(name);
    }
  }
}
