from django.http import HttpResponse


def not_found(request, exception=None):
    return HttpResponse("404", status=404)


server_error = forbidden = bad_request = not_found
