/** One name that picocli looks for; see {@link groovy.lang.Closure}. Nothing else may live here. */
package groovy.lang;
