package dev.lockstep.testing.description;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at every exchange of the tests with the service, and fails those that are not as the document says. */
public final class Watch implements QuarkusTestBeforeEachCallback, Filter {

    private static final String EVENTS = "text/event-stream";
    private static final AtomicReference<@Nullable DescribedInterface> DESCRIBED = new AtomicReference<>();

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (RestAssured.filters().stream().noneMatch(Watch.class::isInstance)) {
            RestAssured.filters(new Watch());
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        String path = URI.create(request.getURI()).getRawPath();
        if (path.startsWith("/v1/") && !EVENTS.equals(Exchange.bare(response.getContentType()))) {
            check(new Exchange(
                    request.getMethod(),
                    path,
                    request.getContentType(),
                    sent(request),
                    response.getStatusCode(),
                    headers(response),
                    response.asByteArray()));
        }
        return response;
    }

    /** Throws an error for an exchange that is not as described. */
    public static void check(Exchange exchange) {
        described().check(exchange);
    }

    private static byte[] sent(FilterableRequestSpecification request) {
        Object body = request.getBody();
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        return body instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
    }

    private static Map<String, List<String>> headers(Response response) {
        return response.getHeaders().asList().stream()
                .collect(Collectors.groupingBy(
                        Header::getName, Collectors.mapping(Header::getValue, Collectors.toList())));
    }

    /** Reads the document once for each start of the service. */
    public static DescribedInterface described() {
        DescribedInterface known = DESCRIBED.get();
        if (known == null) {
            known = new DescribedInterface(RestAssured.given()
                    .noFilters()
                    .get("/q/openapi?format=json")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            DESCRIBED.set(known);
        }
        return known;
    }
}
