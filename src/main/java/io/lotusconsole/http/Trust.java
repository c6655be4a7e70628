package io.lotusconsole.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Which certificates are trusted: the JDK's trust store, or that of one PEM file instead. */
final class Trust {
    private final SSLContext context;
    private final X509TrustManager manager;

    private Trust(SSLContext context, X509TrustManager manager) {
        this.context = context;
        this.manager = manager;
    }

    SSLContext context() {
        return context;
    }

    X509TrustManager manager() {
        return manager;
    }

    /**
     * Trusts the certificates of a PEM file, as curl's {@code --cacert} does: only those.
     *
     * @throws HttpFault of kind BAD_TRUST_FILE if the file cannot be read or holds none
     */
    static Trust of(Path pemFile) throws HttpFault {
        try (InputStream pem = Files.newInputStream(pemFile)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new HttpFault(HttpFault.Kind.BAD_TRUST_FILE, "no certificate in " + pemFile);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(null, new TrustManager[] {x509}, null);
                    return new Trust(context, x509);
                }
            }
            throw new HttpFault(HttpFault.Kind.BAD_CERTIFICATE, "this Java has no X.509 trust manager");
        } catch (HttpFault e) {
            throw e;
        } catch (IOException | GeneralSecurityException e) {
            throw new HttpFault(HttpFault.Kind.BAD_TRUST_FILE, "cannot read certificates from " + pemFile, e);
        }
    }
}
