"""Pages of one's own plan, test, points and certificates, of those who run them, and of whoever verifies one."""

from django.urls import path

from rempart.people.web import (
    certificate_views,
    exam_views,
    plan_views,
    points_views,
    question_views,
    shop_views,
    verify_views,
)

urlpatterns = [
    path("my/plan/", plan_views.plan, name="my_plan"),
    path("my/plan/questions/", plan_views.check, name="my_plan_questions"),
    path("my/plan/plan.ics", plan_views.calendar_file, name="my_plan_calendar"),
    path("my/test/", exam_views.exams, name="my_test"),
    path("my/test/<str:uid>/", exam_views.exam, name="my_test_way"),
    path("my/points/", points_views.points, name="my_points"),
    path("my/certificates/", certificate_views.certificates, name="my_certificates"),
    path("my/certificates/<str:uid>/certificate.pdf", certificate_views.as_pdf, name="my_certificate_pdf"),
    path("my/certificates/<str:uid>/badge.jwt", certificate_views.as_badge, name="my_certificate_badge"),
    path("learning/prizes/", shop_views.shop, name="learning_prizes"),
    path("learning/results/", question_views.results, name="learning_results"),
    path("lessons/questions/", question_views.questions, name="lesson_questions"),
    path("verify/issuer/<str:org>/", verify_views.issuer, name="badge_issuer"),
    path("verify/issuer/<str:org>/keys.json", verify_views.keys, name="badge_keys"),
    path("verify/issuer/<str:org>/status.jwt", verify_views.status, name="badge_status"),
    path("verify/<str:uid>/", verify_views.verify, name="verify_certificate"),
    path("verify/<str:uid>/<str:key>/", verify_views.verify, name="verify_certificate_name"),
]
